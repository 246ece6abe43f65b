import { describe, expect, it } from 'vitest';
import { redraw } from '../../src/delivery/outbox.ts';
import { put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();

/** Every review request says what the function says when it is drawn. */
const saying = (words: () => string) =>
  renderersWith({
    review_request: async () => ({ outcome: 'message', message: { text: words(), blocks: [] } }),
  });
const shown = () => bench.slack.messages.map(({ text, updates }) => [text, updates]);

describe('drawing again', () => {
  it('shows the newest state in the message that stands', async () => {
    let text = 'waiting';
    const renderers = saying(() => text);
    const sender = senderOn(bench.db, bench.slack.url, { renderers });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    await put(bench.db, 'b', { subjects: ['coaching:2'] });
    await sender.drain();
    text = 'approved';
    await redraw(bench.db, ['coaching:1', 'coaching:7']);
    await sender.drain();
    expect(shown()).toEqual([
      ['approved', 1],
      ['waiting', 0],
    ]);
  });

  it('a change while it is being sent shows in the end', async () => {
    let text = 'waiting';
    const renderers = saying(() => text);
    let letGo = () => {};
    bench.slack.fault('chat.postMessage', { kind: 'wait', until: new Promise<void>((resolve) => (letGo = resolve)) });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    const drained = senderOn(bench.db, bench.slack.url, { renderers }).drain();
    await expect.poll(() => bench.slack.callsOf('chat.postMessage').length).toBe(1);
    text = 'approved';
    await redraw(bench.db, ['coaching:1']);
    letGo();
    await drained;
    expect(shown()).toEqual([['approved', 1]]);
  });

  it('a change while it is being drawn again shows in the end', async () => {
    let text = 'waiting';
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => text) });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    await sender.drain();
    let letGo = () => {};
    bench.slack.fault('chat.update', { kind: 'wait', until: new Promise<void>((resolve) => (letGo = resolve)) });
    text = 'approved';
    await redraw(bench.db, ['coaching:1']);
    const drained = sender.drain();
    await expect.poll(() => bench.slack.callsOf('chat.update').length).toBe(1);
    text = 'taken back';
    await redraw(bench.db, ['coaching:1']);
    letGo();
    await drained;
    expect(shown()).toEqual([['taken back', 2]]);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ wanted_version: 3, shown_version: 3 });
  });

  it('leaves alone what says the same as before', async () => {
    let text = 'waiting';
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => text) });
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    text = 'approved';
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    expect(shown()).toEqual([['approved', 1]]);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ wanted_version: 4, shown_version: 4 });
  });

  it.each(['lost', 'error_after'] as const)('says again what it said before an update that was %s', async (kind) => {
    let text = 'waiting';
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => text) });
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    bench.slack.fault('chat.update', { kind });
    text = 'approved';
    await redraw(bench.db, ['x:1']);
    const drained = sender.drain();
    await expect.poll(() => bench.slack.messages[0]?.text).toBe('approved');
    text = 'waiting';
    await redraw(bench.db, ['x:1']);
    await drained;
    expect(shown()).toEqual([['waiting', 2]]);
  });

  it.each(['lost', 'error_after', 'error_before'] as const)('is repeated after %s', async (kind) => {
    let text = 'waiting';
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => text) });
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    bench.slack.fault('chat.update', { kind });
    text = 'approved';
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    expect(bench.slack.callsOf('chat.update')).toHaveLength(2);
    expect(bench.slack.messages).toHaveLength(1);
  });

  it('waits for a late answer to the attempt before, also when it changes again meanwhile', async () => {
    let text = 'waiting';
    const renderers = saying(() => text);
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
    expect(shown()).toEqual([['taken back', 2]]);
  });

  it('a message that is gone is noted and not asked for for ever', async () => {
    let text = 'waiting';
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => text) });
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await sender.drain();
    bench.slack.messages.splice(0);
    text = 'approved';
    await redraw(bench.db, ['x:1']);
    await sender.drain();
    expect(bench.slack.callsOf('chat.update')).toHaveLength(1);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent', redraw_fault: 'message_not_found' });
  });
});
