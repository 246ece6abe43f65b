import { readFileSync } from 'node:fs';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { unknownMessages } from '../../src/db/reads/audit-findings.ts';
import type { Renderers } from '../../src/delivery/delivery.ts';
import { messageMetadata } from '../../src/delivery/message-metadata.ts';
import type { FaultInput } from '../../src/sandbox/slack/control-contract.ts';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import { useDatabase } from '../support/database.ts';
import { noon, renderersWith } from './renderers.ts';
import { addPerson, emptyOutbox, put, senderOn, stateOf } from './sender-bench.ts';

const database = useDatabase();
let slack: LocalSlack;

beforeAll(async () => {
  const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const ann = { id: 'Uann', name: 'ann', real_name: 'ann', email: 'ann@example.com', tz: 'Etc/UTC' };
  slack = await startLocalSlack({
    manifest,
    users: [ann],
    businessNow: () => noon,
    postIntervalMs: 0,
    eventRetryDelaysMs: [],
  });
});
beforeEach(async () => {
  await slack.reset();
  await emptyOutbox(database.owner);
  await addPerson(database.owner, 'ann');
});
afterAll(() => slack.stop());

const sender = (renderers: Renderers = renderersWith()) =>
  senderOn(database.db, slack.apiUrl, { token: slack.botToken, renderers });
const fault = (set: FaultInput) => slack.control.faults({ set });

async function annsTexts(): Promise<string[]> {
  const { channels } = await slack.control.screen({ user: 'Uann' });
  return channels.flatMap(({ messages }) => messages).map(({ text }) => text);
}

async function reads(): Promise<number> {
  const { entries } = await slack.control.ledger();
  const lastReset = entries.findLastIndex((entry) => entry.kind === 'reset');
  const methods = ['conversations.history', 'conversations.replies'];
  return entries.slice(lastReset + 1).filter((entry) => entry.kind === 'api_call' && methods.includes(entry.method))
    .length;
}

describe('messages of ours that stand in Slack and no row knows', () => {
  /** A sweep of every conversation in which an outcome was unclear, or a double was seen. */
  async function sweep(renderers?: Renderers): Promise<void> {
    const due = await database
      .owner('delivery')
      .whereNotNull('sweep_at')
      .update({ sweep_at: database.owner.raw('clock_timestamp()') })
      .returning<{ delivery_id: string }[]>('delivery_id');
    const ids = due.map((row) => row.delivery_id);
    const left = () =>
      database
        .db('delivery')
        .whereIn('delivery_id', ids)
        .whereRaw('sweep_at <= clock_timestamp()')
        .pluck('delivery_id');
    const one = sender(renderers);
    one.start();
    await expect.poll(left).toEqual([]);
    await one.stop();
    await sender(renderers).drain();
  }
  /** The same message once more, as Slack has it when it shows one late. */
  async function showAgain(key: string): Promise<string> {
    const row = await stateOf(database.db, key);
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
    const answer = await client.chat.postMessage({
      channel: row.channel_id,
      text: `${key} again`,
      metadata: messageMetadata(row.message_uuid),
    });
    return answer.ts ?? '';
  }

  it('are counted by conversation for the admins, and left alone; nothing more is read than for doubles', async () => {
    await put(database.db, 'lost');
    await put(database.db, 'kept');
    await sender().drain();
    const lost = await stateOf(database.db, 'lost');
    await database.owner('delivery').where({ delivery_key: 'lost' }).del();
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await put(database.db, 'unclear');
    await sender().drain();
    const before = await reads();
    await sweep();
    expect(await reads()).toBe(before + 1);
    expect(await annsTexts()).toEqual(['lost', 'kept', 'unclear']);
    const found = { subjectId: `${lost.channel_id}:1:${lost.message_ts}`, repId: 'ann' };
    expect(await unknownMessages(database.db)).toEqual([found]);
    await sweep();
    expect(await unknownMessages(database.db)).toEqual([found]);
  });

  it('are of a row that was not taken for sent: it is adopted, and drawn as it must be now', async () => {
    await fault({ kind: 'error_before', method: 'chat.postMessage' });
    await put(database.db, 'a');
    let mayGo = true;
    const { review_request: usual } = renderersWith();
    const renderers = renderersWith({
      review_request: async (db, delivery, now) => {
        if (mayGo) return usual(db, delivery, now);
        if (delivery.messageTs === null) return { outcome: 'withhold', reason: 'gone' };
        return { outcome: 'message', message: { text: 'moved', blocks: [] } };
      },
    });
    const begun = sender(renderers).drain();
    await expect.poll(async () => (await stateOf(database.db, 'a')).state, { interval: 5 }).toBe('ambiguous');
    mayGo = false;
    await begun;
    expect(await stateOf(database.db, 'a')).toMatchObject({ state: 'withheld' });
    const ts = await showAgain('a');
    await sweep(renderers);
    expect(await stateOf(database.db, 'a')).toMatchObject({ state: 'sent', message_ts: ts });
    expect(await annsTexts()).toEqual(['moved']);
    expect(await unknownMessages(database.db)).toEqual([]);
  });

  it('are of a row that was sent to another conversation: they are told, and nothing is deleted', async () => {
    await put(database.db, 'a');
    await put(database.db, 'b');
    await sender().drain();
    const { message_ts: ts, channel_id: channel } = await stateOf(database.db, 'a');
    await database
      .owner('delivery')
      .where({ delivery_key: 'a' })
      .update({ channel_id: 'Delsewhere', message_ts: '1.000001' });
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await put(database.db, 'unclear');
    await sender().drain();
    await sweep();
    expect(await stateOf(database.db, 'a')).toMatchObject({ state: 'sent', sweep_at: null });
    expect(await unknownMessages(database.db)).toEqual([{ subjectId: `${channel}:1:${ts}`, repId: 'ann' }]);
    expect(await annsTexts()).toEqual(['a', 'b', 'unclear']);
  });

  it.each([
    ['parked', { reason: 'user_disabled' }],
    ['withheld', { reason: 'gone' }],
  ])('are of a row that says it never began, %s, as after a restored backup: it is adopted', async (state, own) => {
    await put(database.db, 'a');
    await sender().drain();
    const { message_ts: ts } = await stateOf(database.db, 'a');
    const neverBegun = { message_ts: null, channel_id: null, search_from: null, attempts: 0 };
    await database.owner('delivery').update({ state, ...own, ...neverBegun });
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await put(database.db, 'unclear');
    await sender().drain();
    await sweep();
    expect(await stateOf(database.db, 'a')).toMatchObject({ state: 'sent', message_ts: ts, reason: null });
    expect(await annsTexts()).toEqual(['a', 'unclear']);
  });

  it('are not looked for where a conversation could not be read: that is for a person', async () => {
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await put(database.db, 'a');
    await sender().drain();
    const unread = { state: 'parked', reason: 'unreadable:channel_not_found', message_ts: null, sending_since: noon };
    await database
      .owner('delivery')
      .update({ ...unread, sweep_at: database.owner.raw(`clock_timestamp() - interval '1 hour'`) });
    const before = await reads();
    const one = sender();
    one.start();
    await expect.poll(() => database.db('heartbeat').pluck('part')).toEqual(['sender']);
    await one.stop();
    expect(await reads()).toBe(before);
  });

  it('are a double of another message: the later one is deleted, though its row was begun after the first', async () => {
    await put(database.db, 'a');
    await sender().drain();
    await showAgain('a');
    await database.owner('delivery').update({ search_from: new Date(noon.getTime() + 3_600_000) });
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await put(database.db, 'unclear');
    await sender().drain();
    await sweep();
    await sweep();
    expect(await annsTexts()).toEqual(['a', 'unclear']);
    expect(await unknownMessages(database.db)).toEqual([]);
  });

  it('are doubles that people answered, each: none is deleted, and the admins hear of the second', async () => {
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await put(database.db, 'a');
    await sender().drain();
    const second = await showAgain('a');
    const { channel_id: channel, message_ts: first } = await stateOf(database.db, 'a');
    for (const thread_ts of [first, second])
      await slack.control.message({ user: 'Uann', channel, thread_ts, text: 'Thank you.' });
    await sweep();
    expect(await annsTexts()).toEqual(['a', 'a again']);
    expect(await unknownMessages(database.db)).toEqual([{ subjectId: `${channel}:1:${second}`, repId: 'ann' }]);
  });
});
