import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { redraw } from '../../src/delivery/outbox.ts';
import type { FaultInput } from '../../src/sandbox/slack/control-contract.ts';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import { useDatabase } from '../support/database.ts';
import { noon, renderersWith } from './renderers.ts';
import { addPerson, emptyOutbox, put, senderOn, stateOf } from './sender-bench.ts';

const database = useDatabase();
let slack: LocalSlack;

beforeAll(async () => {
  const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const user = (id: string) => ({ id: `U${id}`, name: id, real_name: id, email: `${id}@example.com`, tz: 'Etc/UTC' });
  slack = await startLocalSlack({ manifest, users: ['ann', 'bob'].map(user), businessNow: () => noon });
});
beforeEach(async () => {
  await slack.reset();
  await emptyOutbox(database.owner);
  await addPerson(database.owner, 'ann');
  await addPerson(database.owner, 'bob', true);
});
afterAll(() => slack.stop());

const sender = (own: Partial<Parameters<typeof senderOn>[2]> = {}) =>
  senderOn(database.db, slack.apiUrl, { token: slack.botToken, ...own, limits: { channelSpacingMs: 1_050 } });
const fault = (set: FaultInput) => slack.control.faults({ set });

async function seenBy(user: string) {
  const { channels } = await slack.control.screen({ user: `U${user}` });
  return channels.flatMap(({ messages }) => messages);
}

async function answersTo(method: string): Promise<unknown[]> {
  const { entries } = await slack.control.ledger();
  const lastReset = entries.findLastIndex((entry) => entry.kind === 'reset');
  return entries
    .slice(lastReset + 1)
    .flatMap((entry) => (entry.kind === 'api_call' && entry.method === method ? [entry.answer] : []));
}

describe('against the local Slack', () => {
  it.each(['lost_response', 'error_after_accept', 'error_before'] as const)(
    '%s: one message in the end',
    async (kind) => {
      await fault({ kind, method: 'chat.postMessage' });
      await put(database.db, 'a');
      await sender().drain();
      expect((await seenBy('ann')).map(({ text }) => text)).toEqual(['a']);
      expect(await answersTo('chat.postMessage')).toHaveLength(kind === 'error_before' ? 2 : 1);
    },
  );

  it('stays within a message a second in a channel, so that Slack never has to refuse', async () => {
    await put(database.db, 'a');
    await put(database.db, 'b');
    await Promise.all([sender().drain(), sender().drain()]);
    expect((await seenBy('ann')).map(({ text }) => text)).toEqual(['a', 'b']);
    expect(await answersTo('chat.postMessage')).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('waits where Slack asks it to', async () => {
    await fault({ kind: 'rate_limited', method: 'chat.postMessage', retryAfter: 1 });
    await put(database.db, 'a');
    await sender().drain();
    expect((await seenBy('ann')).map(({ text }) => text)).toEqual(['a']);
  });

  it('writes into the thread of its root and draws both again in place', async () => {
    let state = 'waiting';
    const renderers = renderersWith({
      escalation: async () => ({ outcome: 'message', message: { text: `root ${state}`, blocks: [] } }),
      escalation_history: async () => ({ outcome: 'message', message: { text: `history ${state}`, blocks: [] } }),
    });
    const subjects = ['escalation:1'];
    await put(database.db, 'root', { kind: 'escalation', subjects });
    await put(database.db, 'history', { kind: 'escalation_history', subjects, threadKey: 'root' });
    await sender({ renderers }).drain();
    state = 'owned';
    await redraw(database.db, subjects);
    await fault({ kind: 'lost_response', method: 'chat.update' });
    await sender({ renderers }).drain();
    expect(await seenBy('ann')).toMatchObject([{ text: 'root owned', replies: [{ text: 'history owned' }] }]);
  });

  it('parks what a deactivated person was to get; an escalation is told to the admins', async () => {
    await slack.control.deactivate({ user: 'Uann' });
    await put(database.db, 'esc', { kind: 'escalation', reference: { rep_id: 'ann' } });
    await sender().drain();
    const row = await stateOf(database.db, 'esc');
    expect(row).toMatchObject({ state: 'parked', reason: 'user_disabled' });
    expect((await seenBy('bob')).map(({ text }) => text)).toEqual([
      `admin-alert:delivery_parked:${row.delivery_id}:${row.reason}:bob`,
    ]);
  });
});
