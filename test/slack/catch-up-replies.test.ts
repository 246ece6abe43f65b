import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catchUpReplies } from '../../src/slack/catch-up-replies.ts';
import { type FakeSlack, startFakeSlack } from '../delivery/fake-slack.ts';
import { giveEscalationOf, givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { giveSent } from '../support/sent-message.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-17T14:00:00Z');
const place = { channel: 'Dsol', ts: '100.000001' };
let slack: FakeSlack;
let escalation_id: string;

beforeAll(async () => {
  await loadPeople(database.owner, '2025-01-06');
  slack = await startFakeSlack(() => now);
});
afterAll(() => slack.stop());
beforeEach(async () => {
  slack.reset();
  await database.owner.raw('truncate pattern_episode, rep_coaching_log, escalation, delivery cascade');
  escalation_id = await giveEscalationOf(
    database.owner,
    await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }),
  );
  const root = { key: `escalation:${escalation_id}:${people.slm}`, kind: 'escalation', to: people.slm } as const;
  await giveSent(database.owner, { ...root, reference: { escalation_id }, place, at: now });
  await database.owner('escalation_note').insert({
    escalation_id,
    author_id: people.slm,
    body: 'I talk to both.',
    written_at: now,
    slack_channel: place.channel,
    slack_ts: '100.000002',
    slack_thread_ts: place.ts,
  });
});

/** Slack shows these of the thread, by their `ts`. */
function show(...shown: string[]): void {
  for (const ts of shown) {
    const threadTs = ts === place.ts ? null : place.ts;
    slack.messages.push({ channel: place.channel, ts, text: '', blocks: '', threadTs, metadata: null, updates: 0 });
  }
}
const bodies = () => database.owner('escalation_note').pluck('body');
const catchUp = () =>
  catchUpReplies({
    db: database.db,
    clock: { now: () => now },
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
    log: pino({ level: 'silent' }),
    wake: () => undefined,
    client: new WebClient('xoxb-test', { slackApiUrl: slack.url, retryConfig: { retries: 0 } }),
    teamId: 'T1',
    botUserId: 'UBOT',
  });

describe('a kept reply that Slack does not show', () => {
  it('was deleted where the thread is there', async () => {
    show(place.ts);
    await catchUp();
    expect(await bodies()).toEqual([null]);
  });

  it('was deleted by nobody where not even the first message is there', async () => {
    show('100.000003');
    await catchUp();
    expect(await bodies()).toEqual(['I talk to both.']);
  });
});

describe('a thread', () => {
  it('is read whole, with what tells our own messages, and stays as it is', async () => {
    show(place.ts, '100.000002');
    await catchUp();
    expect(slack.callsOf('conversations.replies')).toMatchObject([
      { channel: place.channel, ts: place.ts, include_all_metadata: 'true' },
    ]);
    expect(await bodies()).toEqual(['I talk to both.']);
  });

  it('of a resolved escalation is not read, nor one that is not sent', async () => {
    const resolution = { outcome: 'other', resolution_note: 'Done.', resolved_by: people.slm, resolved_at: now };
    await database.owner('escalation').update(resolution);
    await catchUp();
    await database
      .owner('escalation')
      .update({ outcome: null, resolution_note: null, resolved_by: null, resolved_at: null });
    await database.owner('delivery').update({ state: 'parked', reason: 'user_disabled', message_ts: null });
    await catchUp();
    expect(slack.calls).toEqual([]);
  });
});
