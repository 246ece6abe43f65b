import { describe, expect, it } from 'vitest';
import type { Rendered } from '../../src/delivery/delivery.ts';
import { releaseParked } from '../../src/delivery/outbox.ts';
import { noon, put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();
const texts = () => bench.slack.messages.map((message) => message.text);

describe('sending', () => {
  it('opens the DM, posts with an opaque id, and records where it stands', async () => {
    await put(bench.db, 'a');
    await put(bench.db, 'a');
    await senderOn(bench.db, bench.slack.url).drain();

    expect(bench.slack.messages).toHaveLength(1);
    const row = await stateOf(bench.db, 'a');
    expect(row).toMatchObject({ state: 'sent', channel_id: 'DUann', message_ts: bench.slack.messages[0]?.ts });
    expect(row.sent_at).toEqual(noon);
    expect(bench.slack.messages[0]?.metadata).toEqual({
      event_type: 'rep_coach_delivery',
      event_payload: { id: row.message_uuid },
    });
    expect(await bench.db('audit_event').select('action', 'subject_id')).toEqual([
      { action: 'delivery.sent', subject_id: row.delivery_id },
    ]);
  });

  it('sends nothing before its time', async () => {
    await put(bench.db, 'later', { notBefore: new Date('2026-03-03T06:00:00Z') });
    await senderOn(bench.db, bench.slack.url).drain();
    expect(texts()).toEqual([]);
    await senderOn(bench.db, bench.slack.url, { businessNow: () => new Date('2026-03-03T06:00:00Z') }).drain();
    expect(texts()).toEqual(['later']);
  });

  it('keeps the order of a channel, escalations first', async () => {
    for (const key of ['one', 'two', 'three']) await put(bench.db, key);
    await put(bench.db, 'urgent', { kind: 'escalation' });
    await Promise.all([senderOn(bench.db, bench.slack.url).drain(), senderOn(bench.db, bench.slack.url).drain()]);
    expect(texts()).toEqual(['urgent', 'one', 'two', 'three']);
  });

  it('does not let one slow channel hold up another', async () => {
    let letGo = () => {};
    bench.slack.fault('chat.postMessage', { kind: 'wait', until: new Promise<void>((resolve) => (letGo = resolve)) });
    await put(bench.db, 'slow');
    const sender = senderOn(bench.db, bench.slack.url, { limits: { timeoutMs: 5_000, leaseMs: 15_000 } });
    const drained = sender.drain();
    await expect.poll(() => bench.slack.callsOf('chat.postMessage').length).toBe(1);
    await put(bench.db, 'behind it');
    await put(bench.db, 'other channel', { recipientId: 'bob' });
    await expect.poll(texts).toEqual(['other channel']);
    letGo();
    await drained;
    expect(texts()).toEqual(['other channel', 'slow', 'behind it']);
  });

  it('sends a thread reply after its root and into its thread, whatever their ranks', async () => {
    await bench.db.transaction(async (trx) => {
      await put(trx, 'reply', { kind: 'escalation', threadKey: 'root', now: new Date('2026-03-02T11:00:00Z') });
      await put(trx, 'root', { kind: 'rep_digest' });
    });
    await senderOn(bench.db, bench.slack.url).drain();
    expect(texts()).toEqual(['root', 'reply']);
    expect(bench.slack.messages[1]?.threadTs).toBe(bench.slack.messages[0]?.ts);
  });

  it('asks again right before it goes whether it may', async () => {
    let rendered: Rendered = { outcome: 'withhold', reason: 'not_approved' };
    await put(bench.db, 'a', { kind: 'rep_digest' });
    await put(bench.db, 'b', { threadKey: 'a' });
    const renderers = renderersWith({ rep_digest: async () => rendered });
    await senderOn(bench.db, bench.slack.url, { renderers }).drain();
    expect(bench.slack.messages).toEqual([]);
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'withheld', reason: 'not_approved' });
    expect(await stateOf(bench.db, 'b')).toMatchObject({ state: 'withheld', reason: 'thread_root_withheld' });

    rendered = { outcome: 'park', reason: 'no_manager' };
    await put(bench.db, 'c', { kind: 'rep_digest' });
    await senderOn(bench.db, bench.slack.url, { renderers }).drain();
    expect(await stateOf(bench.db, 'c')).toMatchObject({ state: 'parked', reason: 'no_manager' });
  });

  it('parks what a broken renderer was to say and sends the rest', async () => {
    const renderers = renderersWith({
      rep_digest: async (db) => {
        await db.raw('select 1 / 0');
        throw new Error('unreachable');
      },
    });
    await put(bench.db, 'bad', { kind: 'rep_digest' });
    await put(bench.db, 'good', { kind: 'rep_digest', recipientId: 'bob' });
    await put(bench.db, 'next');
    await senderOn(bench.db, bench.slack.url, { renderers }).drain();
    expect(texts()).toEqual(['next']);
    expect(await stateOf(bench.db, 'bad')).toMatchObject({ state: 'parked', reason: 'render_failed' });
  });

  it('tells the owner of what was sent in the same transaction', async () => {
    await put(bench.db, 'digest', { kind: 'rep_digest', reference: { digest_id: 'D1' } });
    const seen: unknown[] = [];
    await senderOn(bench.db, bench.slack.url, {
      onSent: {
        rep_digest: async (trx, delivery, at) => {
          seen.push([delivery.reference.digest_id, at, (await stateOf(trx, 'digest')).state]);
        },
      },
    }).drain();
    expect(seen).toEqual([['D1', noon, 'sent']]);
  });

  it('parks a message whose consequences cannot be recorded, and adopts it once they can', async () => {
    let isBroken = true;
    const sender = senderOn(bench.db, bench.slack.url, {
      onSent: {
        rep_digest: async () => {
          if (isBroken) throw new Error('no such digest');
        },
      },
    });
    await put(bench.db, 'digest', { kind: 'rep_digest' });
    await sender.drain();
    expect(await stateOf(bench.db, 'digest')).toMatchObject({ state: 'parked', reason: 'sent_but_not_recorded' });
    isBroken = false;
    await releaseParked(bench.db, 'ann');
    await sender.drain();
    expect(await stateOf(bench.db, 'digest')).toMatchObject({ state: 'sent' });
    expect(bench.slack.messages).toHaveLength(1);
  });
});

describe('reactions', () => {
  const renderers = renderersWith({
    note_reaction: async () => ({ outcome: 'reaction', channelId: 'DUann', messageTs: '1.000001', name: 'memo' }),
  });

  it.each(['lost', 'error_after'] as const)('are repeated after %s', async (kind) => {
    bench.slack.fault('reactions.add', { kind });
    await put(bench.db, 'note', { kind: 'note_reaction' });
    await senderOn(bench.db, bench.slack.url, { renderers }).drain();
    expect(bench.slack.reactions).toEqual(['memo:DUann:1.000001']);
    expect(bench.slack.callsOf('reactions.add')).toHaveLength(2);
    expect(await stateOf(bench.db, 'note')).toMatchObject({ state: 'sent' });
  });
});
