import { describe, expect, it } from 'vitest';
import { redraw, releaseParked } from '../../src/delivery/outbox.ts';
import { noon, put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();
const texts = () => bench.slack.messages.map((message) => message.text);

describe('unclear outcomes', () => {
  it.each(['lost', 'error_after'] as const)('%s: found in Slack, adopted, not sent again', async (kind) => {
    bench.slack.fault('chat.postMessage', { kind });
    await put(bench.db, 'a');
    await put(bench.db, 'b');
    await senderOn(bench.db, bench.slack.url).drain();
    expect(texts()).toEqual(['a', 'b']);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent', message_ts: bench.slack.messages[0]?.ts });
    expect(bench.slack.callsOf('conversations.history')[0]).toMatchObject({
      include_all_metadata: 'true',
      oldest: `${noon.getTime() / 1000 - 120}.000000`,
    });
  });

  it('is found in its thread', async () => {
    await put(bench.db, 'root');
    await put(bench.db, 'reply', { threadKey: 'root' });
    const sender = senderOn(bench.db, bench.slack.url);
    bench.slack.fault('conversations.open', { kind: 'error_before' });
    await sender.drain();
    bench.slack.fault('chat.postMessage', { kind: 'lost' });
    await put(bench.db, 'second reply', { threadKey: 'root' });
    await sender.drain();
    expect(texts()).toEqual(['root', 'reply', 'second reply']);
    expect(bench.slack.callsOf('conversations.replies')).not.toEqual([]);
  });

  it('absent in two spaced reads: sent again with the same id', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'error_before' });
    await put(bench.db, 'a');
    await senderOn(bench.db, bench.slack.url).drain();
    expect(texts()).toEqual(['a']);
    const posts = bench.slack.callsOf('chat.postMessage');
    expect(posts).toHaveLength(2);
    expect(posts[0]?.metadata).toBe(posts[1]?.metadata);
    const reads = bench.slack.calls.filter((call) => call.method === 'conversations.history');
    expect(reads).toHaveLength(2);
    expect((reads[1]?.at ?? 0) - (reads[0]?.at ?? 0)).toBeGreaterThanOrEqual(50);
  });

  it('is looked for from its first attempt on, however late the last one was', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'error_before' });
    let now = noon;
    await put(bench.db, 'a');
    const drained = senderOn(bench.db, bench.slack.url, { businessNow: () => now }).drain();
    await expect.poll(async () => (await stateOf(bench.db, 'a'))?.state, { interval: 5 }).toBe('ambiguous');
    now = new Date(noon.getTime() + 3_600_000);
    await drained;
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent', attempts: 2, search_from: noon });
  });

  it('is drawn again once it is found: it may say what held before', async () => {
    let text = 'before';
    const renderers = renderersWith({
      review_request: async () => ({ outcome: 'message', message: { text, blocks: [] } }),
    });
    bench.slack.fault('chat.postMessage', { kind: 'lost' });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    const drained = senderOn(bench.db, bench.slack.url, { renderers }).drain();
    await expect.poll(async () => (await stateOf(bench.db, 'a'))?.state, { interval: 5 }).toBe('ambiguous');
    text = 'after';
    await redraw(bench.db, ['coaching:1']);
    await drained;
    expect(texts()).toEqual(['after']);
  });

  it('waits longer than timeout and lag before it looks', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'late', ms: 300 });
    await put(bench.db, 'a');
    await senderOn(bench.db, bench.slack.url).drain();
    expect(texts()).toEqual(['a']);
    const [post] = bench.slack.calls.filter((call) => call.method === 'chat.postMessage');
    const [read] = bench.slack.calls.filter((call) => call.method === 'conversations.history');
    expect((read?.at ?? 0) - (post?.at ?? 0)).toBeGreaterThanOrEqual(450);
  });

  it('waits just as long when what it shows changes meanwhile, so that it is not doubled', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'late', ms: 300 });
    await put(bench.db, 'a', { subjects: ['coaching:1'] });
    const sender = senderOn(bench.db, bench.slack.url);
    const drained = sender.drain();
    await expect.poll(async () => (await stateOf(bench.db, 'a'))?.state, { interval: 5 }).toBe('ambiguous');
    for (let reads = 0; reads < 2; reads += 1) {
      await redraw(bench.db, ['coaching:1']);
      sender.wake();
    }
    await drained;
    expect(bench.slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect(texts()).toEqual(['a']);
    const [post] = bench.slack.calls.filter((call) => call.method === 'chat.postMessage');
    const [read] = bench.slack.calls.filter((call) => call.method === 'conversations.history');
    expect((read?.at ?? 0) - (post?.at ?? 0)).toBeGreaterThanOrEqual(450);
  });

  it('a message that Slack shows even later than that is doubled; the sweep deletes the later one', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'late', ms: 1_000 });
    await put(bench.db, 'a');
    const sender = senderOn(bench.db, bench.slack.url);
    sender.start();
    await expect.poll(() => bench.slack.messages.length, { timeout: 5_000 }).toBe(2);
    await sender.stop();
    const again = senderOn(bench.db, bench.slack.url);
    again.start();
    await expect.poll(() => bench.slack.callsOf('chat.delete').length).toBe(1);
    await again.stop();
    expect(bench.slack.messages).toHaveLength(1);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent', message_ts: bench.slack.messages[0]?.ts });
  });

  it('a double that says what held before is kept where it is the earlier one, and drawn again', async () => {
    await put(bench.db, 'a');
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    const [late] = bench.slack.messages;
    if (late === undefined) throw new Error('Nothing was sent.');
    bench.slack.messages.unshift({ ...late, ts: String(Number(late.ts) - 1), blocks: '[]' });
    await bench.owner('delivery').update({ sweep_at: bench.owner.raw("clock_timestamp() - interval '1 minute'") });
    sender.start();
    await expect.poll(() => bench.slack.messages.map(({ blocks }) => blocks)).toEqual([late.blocks]);
    await sender.stop();
  });

  it('unreadable: parked for a person, never sent blindly', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'lost' });
    bench.slack.fault('conversations.history', { kind: 'refuse', error: 'channel_not_found' });
    await put(bench.db, 'a');
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: 'unreadable:channel_not_found' });
    expect(texts()).toEqual(['a']);
    await bench.owner('delivery').update({ absent_reads: 1 });
    expect(await releaseParked(bench.db, 'bob')).toBe(0);
    expect(await releaseParked(bench.db, 'ann')).toBe(1);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'ambiguous', absent_reads: 0 });
    await sender.drain();
    expect(texts()).toEqual(['a']);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent' });
  });
});
