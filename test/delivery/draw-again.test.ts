import { describe, expect, it } from 'vitest';
import { redraw } from '../../src/delivery/outbox.ts';
import { put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();

describe('drawing again', () => {
  it('shows the newest state in the message that stands', async () => {
    let text = 'waiting';
    const renderers = renderersWith({
      review_request: async () => ({ outcome: 'message', message: { text, blocks: [] } }),
    });
    const sender = senderOn(bench.db, bench.slack.url, { renderers });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    await put(bench.db, 'b', { subjects: ['coaching:2'] });
    await sender.drain();
    text = 'approved';
    await redraw(bench.db, ['coaching:1', 'coaching:7']);
    await sender.drain();
    expect(bench.slack.messages.map(({ text, updates }) => [text, updates])).toEqual([
      ['approved', 1],
      ['waiting', 0],
    ]);
  });

  it('a change while it is being sent shows in the end', async () => {
    let text = 'waiting';
    const renderers = renderersWith({
      review_request: async () => ({ outcome: 'message', message: { text, blocks: [] } }),
    });
    let letGo = () => {};
    bench.slack.fault('chat.postMessage', { kind: 'wait', until: new Promise<void>((resolve) => (letGo = resolve)) });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    const drained = senderOn(bench.db, bench.slack.url, { renderers }).drain();
    await expect.poll(() => bench.slack.callsOf('chat.postMessage').length).toBe(1);
    text = 'approved';
    await redraw(bench.db, ['coaching:1']);
    letGo();
    await drained;
    expect(bench.slack.messages.map(({ text, updates }) => [text, updates])).toEqual([['approved', 1]]);
  });

  it.each(['lost', 'error_after', 'error_before'] as const)('is repeated after %s', async (kind) => {
    const sender = senderOn(bench.db, bench.slack.url);
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    bench.slack.fault('chat.update', { kind });
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    expect(bench.slack.callsOf('chat.update')).toHaveLength(2);
    expect(bench.slack.messages).toHaveLength(1);
  });

  it('waits for a late answer to the attempt before, also when it changes again meanwhile', async () => {
    let text = 'waiting';
    const renderers = renderersWith({
      review_request: async () => ({ outcome: 'message', message: { text, blocks: [] } }),
    });
    const sender = senderOn(bench.db, bench.slack.url, { renderers, limits: { lagMs: 300 } });
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    bench.slack.fault('chat.update', { kind: 'late', ms: 150 });
    text = 'approved';
    await redraw(bench.db, ['x:1']);
    const drained = sender.drain();
    await expect.poll(async () => (await stateOf(bench.db, 'a'))?.retry_at, { interval: 5 }).not.toBeNull();
    text = 'taken back';
    await redraw(bench.db, ['x:1']);
    sender.wake();
    await drained;
    expect(bench.slack.messages.map(({ text, updates }) => [text, updates])).toEqual([['taken back', 2]]);
  });

  it('a message that is gone is noted and not asked for for ever', async () => {
    const sender = senderOn(bench.db, bench.slack.url);
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    bench.slack.messages.splice(0);
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    expect(bench.slack.callsOf('chat.update')).toHaveLength(1);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent', redraw_fault: 'message_not_found' });
  });
});
