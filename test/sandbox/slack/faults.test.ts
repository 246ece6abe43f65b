import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../src/sandbox/slack/control-contract.ts';
import type { LocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, clientOf, startSlack } from './small-workspace.ts';

describe('faults', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await startSlack();
  });
  afterEach(() => slack.stop());

  const post = () => clientOf(slack).chat.postMessage({ channel: ada.id, text: 'x' });
  const set = (fault: FaultInput) => slack.control.faults({ set: fault });
  const stored = async () =>
    (await slack.control.screen({ user: ada.id })).channels.flatMap(({ messages }) => messages).length;

  it('loses the response of a post that was carried out', async () => {
    await set({ kind: 'lost_response', method: 'chat.postMessage' });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(await stored()).toBe(1);
    expect(slack.ledger.after().find(({ kind }) => kind === 'api_call')).toMatchObject({
      lost: true,
      answer: { ok: true },
    });
    await post();
    expect(await stored()).toBe(2);
  });

  it('answers 500 after or before it was carried out', async () => {
    await set({ kind: 'error_after_accept', method: 'chat.postMessage' });
    await expect(post()).rejects.toThrow();
    expect(await stored()).toBe(1);
    await set({ kind: 'error_before', method: 'chat.postMessage' });
    await expect(post()).rejects.toThrow();
    expect(await stored()).toBe(1);
    await set({ kind: 'error_before', method: 'chat.postMessage', error: 'fatal_error' });
    await expect(post()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
  });

  it('limits the rate of as many calls of a method as it says, and of no other', async () => {
    await set({ kind: 'rate_limited', method: 'chat.postMessage', count: 2, retryAfter: 7 });
    await clientOf(slack).auth.test();
    for (const _ of [1, 2]) await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await post();
    expect(await stored()).toBe(1);
  });

  it('waits before it answers', async () => {
    await set({ kind: 'latency', method: '*', latency: 60 });
    const began = performance.now();
    await post();
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  it('forgets its faults when they are cleared and on a reset', async () => {
    await set({ kind: 'error_before' });
    expect(await slack.control.faults({ clear: true })).toEqual({ ok: true, waiting: [] });
    await set({ kind: 'error_before' });
    await slack.reset();
    await post();
    expect(await stored()).toBe(1);
  });
});
