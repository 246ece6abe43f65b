import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { claimDoubtful, claimPending, claimStale } from '../../src/delivery/claims.ts';
import { redraw } from '../../src/delivery/outbox.ts';
import { methodGate, shutGate } from '../../src/delivery/rate-gates.ts';
import { noon, put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();

/** A renderer during which the whole process stands still once for so long. */
function frozenOnce(ms: number) {
  let isFirst = true;
  return async () => {
    if (isFirst) {
      isFirst = false;
      const until = performance.now() + ms;
      while (performance.now() < until) {
        // A frozen process does not even run its timers.
      }
    }
    return { outcome: 'message' as const, message: { text: 'said', blocks: [] } };
  };
}

describe('leases and fences', () => {
  it('every claim raises the fence, also of what was claimed before and is free again', async () => {
    await put(bench.db, 'a');
    const claim = () => claimPending(bench.db, { now: noon, leaseMs: 0, most: 5 });
    const fences = [...(await claim()), ...(await claim())].map(({ fence }) => Number(fence));
    expect(fences).toEqual([1, 2]);
    await bench.owner('delivery').update({ state: 'ambiguous', sending_since: noon });
    const [doubtful] = await claimDoubtful(bench.db, { leaseMs: 0, most: 5 });
    expect(Number(doubtful?.fence)).toBe(3);
  });

  it('what a sender that is gone had begun is not looked for before a late answer could have come', async () => {
    await put(bench.db, 'a');
    const gone = { state: 'sending', channel_id: 'DUann', search_from: noon, lease_until: null };
    await bench.owner('delivery').update({ ...gone, sending_since: bench.owner.raw('clock_timestamp()') });
    const begun = performance.now();
    await senderOn(bench.db, bench.slack.url).drain();
    const [read] = bench.slack.calls.filter(({ method }) => method === 'conversations.history');
    expect((read?.at ?? 0) - begun).toBeGreaterThanOrEqual(400);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent' });
  });

  it('nothing is drawn again, or looked up, while Slack has asked to wait with that', async () => {
    await put(bench.db, 'a');
    await put(bench.db, 'b', { recipientId: 'bob' });
    const b = bench.owner('delivery').where({ delivery_key: 'b' });
    await b.update({ state: 'sent', message_ts: '1.1', wanted_version: 2, shown_version: 1 });
    await bench.owner('delivery').where({ delivery_key: 'a' }).update({ state: 'ambiguous' });
    const claim = async () => {
      const limits = { leaseMs: 0, most: 5 };
      const rows = [...(await claimDoubtful(bench.db, limits)), ...(await claimStale(bench.db, limits))];
      return rows.map(({ delivery_key }) => delivery_key);
    };
    expect(await claim()).toEqual(['a', 'b']);
    await shutGate(bench.db, methodGate('chat.update'), 60_000);
    expect(await claim()).toEqual(['a']);
    await shutGate(bench.db, methodGate('conversations.history'), 60_000);
    expect(await claim()).toEqual([]);
  });

  it('while one message of a person is claimed, none that is more urgent goes past it', async () => {
    await put(bench.db, 'a');
    const claim = async () =>
      (await claimPending(bench.db, { now: noon, leaseMs: 60_000, most: 5 })).map(({ delivery_key }) => delivery_key);
    expect(await claim()).toEqual(['a']);
    await put(bench.db, 'urgent', { kind: 'escalation' });
    await put(bench.db, 'of bob', { recipientId: 'bob' });
    expect(await claim()).toEqual(['of bob']);
  });

  it('a sender that was frozen past its lease sends nothing any more', async () => {
    await put(bench.db, 'a');
    const limits = { leaseMs: 1_500, timeoutMs: 500, lagMs: 20, readSpacingMs: 20 };
    const sender = senderOn(bench.db, bench.slack.url, {
      renderers: renderersWith({ review_request: frozenOnce(1_600) }),
      limits,
    });
    await sender.drain();
    expect(bench.slack.messages).toHaveLength(1);
    expect(bench.slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('an owner whose lease ran out cannot mark what another has taken over', async () => {
    let letGo = () => {};
    bench.slack.fault('chat.postMessage', { kind: 'wait', until: new Promise<void>((resolve) => (letGo = resolve)) });
    await put(bench.db, 'a');
    const slow = senderOn(bench.db, bench.slack.url, { limits: { timeoutMs: 2_000, leaseMs: 6_000 } });
    const drained = slow.drain();
    await expect.poll(() => bench.slack.callsOf('chat.postMessage').length).toBe(1);
    await bench
      .owner('delivery')
      .update({ fence: bench.owner.raw('fence + 1'), reason: 'taken_over', state: 'parked' });
    letGo();
    await drained;
    await sleep(20);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: 'taken_over', message_ts: null });
    expect(await bench.db('audit_event')).toEqual([]);
  });

  it('an older drawing that lands after a newer one is covered by drawing once more', async () => {
    let text = 'first';
    const renderers = renderersWith({
      review_request: async () => ({ outcome: 'message', message: { text, blocks: [] } }),
    });
    await put(bench.db, 'a', { subjects: ['x:1'] });
    await senderOn(bench.db, bench.slack.url, { renderers }).drain();

    let letGo = () => {};
    bench.slack.fault('chat.update', { kind: 'wait', until: new Promise<void>((resolve) => (letGo = resolve)) });
    text = 'second';
    await redraw(bench.db, ['x:1']);
    const slow = senderOn(bench.db, bench.slack.url, { renderers, limits: { timeoutMs: 2_000, leaseMs: 6_000 } });
    const slowDrained = slow.drain();
    await expect.poll(() => bench.slack.callsOf('chat.update').length).toBe(1);

    text = 'third';
    await redraw(bench.db, ['x:1']);
    await bench.owner('delivery').update({ lease_until: null });
    const other = senderOn(bench.db, bench.slack.url, { renderers });
    await other.drain();
    expect(bench.slack.messages[0]?.text).toBe('third');
    letGo();
    await slowDrained;
    await other.drain();
    expect(bench.slack.messages[0]?.text).toBe('third');
    expect(await stateOf(bench.db, 'a')).toMatchObject({ redraw_fault: null });
  });
});

describe('rates', () => {
  const people = ['ann', 'bob', 'cy'];

  /** Three replicas send twelve messages. Returns when each was posted, in milliseconds, with its channel. */
  async function timesOfPosts(limits: { channelSpacingMs: number; workspacePerSecond: number }) {
    for (const person of people) {
      for (const n of [1, 2, 3, 4]) await put(bench.db, `${person} ${n}`, { recipientId: person });
    }
    await Promise.all(people.map(() => senderOn(bench.db, bench.slack.url, { limits }).drain()));
    const posts = bench.slack.calls.filter((call) => call.method === 'chat.postMessage');
    expect(posts).toHaveLength(12);
    return posts.map(({ args, at }) => ({ channel: args.channel, at }));
  }

  it('replicas share the limit of a channel', async () => {
    const posts = await timesOfPosts({ channelSpacingMs: 200, workspacePerSecond: 1_000 });
    for (const person of people) {
      const times = posts.filter(({ channel }) => channel === `DU${person}`).map(({ at }) => at);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(190);
    }
  });

  it('replicas share the limit of the workspace', async () => {
    const posts = await timesOfPosts({ channelSpacingMs: 10, workspacePerSecond: 10 });
    expect((posts.at(-1)?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThan(1_000);
  });
});
