import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { catchUpReplies } from '../../../src/slack/catch-up-replies.ts';
import { actionIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { noWords } from '../../../src/slack/messages/help.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { giveSent } from '../../support/sent-message.ts';
import { orgTz, people, slackIdOf } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
const user = slackIdOf(people.slm);
let sentEvents = 0;

/** Hands in a message event in the words of Slack, which the local Slack has no occasion for. */
async function hear(event: object): Promise<void> {
  sentEvents += 1;
  await stage.app.app.processEvent({
    body: {
      type: 'event_callback',
      event_id: `Ev${sentEvents}`,
      team_id: stage.app.teamId,
      event: { type: 'message', channel_type: 'im', ...event },
    },
    ack: async () => undefined,
    customProperties: { slackEnvelopeId: `E${sentEvents}` },
  });
}

/** The thread of an escalation with the second-line manager. */
async function giveThread(): Promise<{ channel: string; ts: string }> {
  const place = await stage.post(people.slm, [actions('x', button('x', { id: actionIds.ownEscalation }))]);
  const pending = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' });
  const reference = { escalation_id: await giveEscalationOf(database.owner, pending) };
  await giveSent(database.owner, { key: 'escalation', kind: 'escalation', to: people.slm, reference, place, at: now });
  return place;
}

const ts = '1773669700.000100';
const bodies = () => database.owner('escalation_note').pluck('body');

describe('what Slack says of messages', () => {
  test.each(['file_share', 'thread_broadcast', 'me_message'])('a reply of subtype %s is kept', async (subtype) => {
    const { channel, ts: thread_ts } = await giveThread();
    await hear({ subtype, channel, user, text: 'The plan is attached.', ts, thread_ts });
    expect(await bodies()).toEqual(['The plan is attached.']);
  });

  test('a file without a word in an escalation’s thread is told what is kept there, and nothing is stored', async () => {
    const { channel, ts: thread_ts } = await giveThread();
    await hear({ subtype: 'file_share', channel, user, text: '', ts, thread_ts });
    expect(await stage.privately(people.slm)).toEqual([noWords]);
    expect(await bodies()).toEqual([]);
  });

  test('what Slack itself notes in a thread is nobody’s reply when the thread is read again, either', async () => {
    const thread = await giveThread();
    const messages = [
      { ts: thread.ts, bot_id: 'B0US' },
      { subtype: 'reminder_add', user, text: 'set up a reminder', ts: '1773669701.000100' },
      { subtype: 'file_share', user, text: 'The plan is attached.', ts: '1773669702.000100' },
    ];
    const client = new WebClient('', { slackApiUrl: stage.slack.apiUrl });
    client.conversations.replies = async () => ({ ok: true, messages });
    const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
    const { app } = stage;
    const services = { db: database.db, clock: { now: () => now }, settings, log: pino({ enabled: false }), wake() {} };
    await catchUpReplies({ ...services, client, teamId: app.teamId, botUserId: app.botUserId });
    expect(await bodies()).toEqual(['The plan is attached.']);
  });

  test.each(['bot_message', 'channel_topic', 'message_replied', 'tombstone'])(
    'of %s is nobody’s reply',
    async (subtype) => {
      const { channel, ts: thread_ts } = await giveThread();
      await hear({ subtype, channel, user, text: 'Not a reply.', ts, thread_ts });
      expect(await bodies()).toEqual([]);
      expect(await stage.privately(people.slm)).toEqual([]);
    },
  );

  test('a reply that Slack changed, to show where a link leads, stays as it was written', async () => {
    const { channel, ts: thread_ts } = await giveThread();
    const message = { user, text: 'See <https://x.example>.', ts, thread_ts };
    await hear({ channel, ...message });
    await hear({ subtype: 'message_changed', channel, message: { ...message, text: 'Unfurled.' } });
    expect(await bodies()).toEqual(['See https://x.example.']);
    await hear({ subtype: 'message_changed', channel, message: { ...message, text: 'Mine.', edited: { ts } } });
    expect(await bodies()).toEqual(['Mine.']);
  });

  test.each([
    ['of another workspace', { user_team: 'T0ELSEWHERE' }],
    ['whose account is nobody’s', { user: 'U0NOBODY00' }],
  ])('a reply of somebody %s is not kept', async (_who, own) => {
    const { channel, ts: thread_ts } = await giveThread();
    await hear({ channel, user, text: 'Let me in.', ts, thread_ts, ...own });
    expect(await bodies()).toEqual([]);
  });

  test('a deletion of what was never kept changes nothing', async () => {
    const { channel, ts: thread_ts } = await giveThread();
    await hear({ channel, user, text: 'Kept.', ts, thread_ts });
    await hear({ subtype: 'message_deleted', channel, deleted_ts: '1773669799.000100' });
    await hear({ subtype: 'message_deleted', channel: 'D0OTHER', deleted_ts: ts });
    expect(await bodies()).toEqual(['Kept.']);
  });
});
