import { WebClient } from '@slack/web-api';
import { beforeEach, describe, expect, test } from 'vitest';
import { messageMetadata } from '../../../src/delivery/message-metadata.ts';
import { actionIds, inputIds, viewIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { notKept, strangerText } from '../../../src/slack/messages/help.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { giveSent } from '../../support/sent-message.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { showEscalation as showEscalationOn } from './escalation-message.ts';
import { stranger } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
let coachingId: string;
let episodeId: string;

beforeEach(async () => {
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const trail = () => database.owner('audit_event').orderBy('seq').select('actor_id', 'action');

const giveEscalation = () => giveEscalationOf(database.owner, { coachingId, episodeId });

const showEscalation = (escalationId: string, personId?: string) =>
  showEscalationOn(stage, database.owner, { escalationId, ...(personId && { personId }), at: now });

describe('replies written while nobody listened', () => {
  test('are kept once the bot is back, each once, and only the second-line manager’s', async () => {
    const message = await showEscalation(await giveEscalation());
    const user = slackIdOf(people.slm);
    const text = 'I talk to both on Tuesday.';
    await stage.slack.control.message({ user, channel: message.channel, thread_ts: message.ts, text });
    const notes = () => database.owner('escalation_note').pluck('body');
    await expect.poll(notes).toEqual([text]);
    await database.owner('escalation_note').del();

    await stage.app.catchUp();
    await stage.app.catchUp();
    expect(await notes()).toEqual([text]);
  });

  test('are followed in their edits and deletions, which count once', async () => {
    const message = await showEscalation(await giveEscalation());
    const user = slackIdOf(people.slm);
    const say = (text: string) =>
      stage.slack.control.message({ user, channel: message.channel, thread_ts: message.ts, text });
    const edited = await say('I talk to both on Tuesday.');
    const deleted = await say('She seems tired lately.');
    const bodies = () => database.owner('escalation_note').orderBy('slack_ts').select('body', 'earlier_bodies');
    await expect.poll(bodies).toHaveLength(2);

    // As they were before the bot went down: the edit and the deletion have not been heard of.
    await stage.slack.control.edit({ user, channel: message.channel, ts: edited.ts ?? '', text: 'On Wednesday.' });
    await stage.slack.control.delete({ user, channel: message.channel, ts: deleted.ts ?? '' });
    await expect.poll(async () => (await bodies()).map(({ body }) => body)).toEqual(['On Wednesday.', null]);
    const before = { body: 'I talk to both on Tuesday.', earlier_bodies: '[]', edited_at: null };
    await database.owner('escalation_note').where({ slack_ts: edited.ts }).update(before);
    const there = { body: 'She seems tired lately.', deleted_at: null };
    await database.owner('escalation_note').where({ slack_ts: deleted.ts }).update(there);

    await stage.app.catchUp();
    await stage.app.catchUp();
    expect(await bodies()).toMatchObject([
      { body: 'On Wednesday.', earlier_bodies: [{ body: 'I talk to both on Tuesday.' }] },
      { body: null, earlier_bodies: [] },
    ]);
  });

  test('are not taken for deleted where Slack no longer shows the thread', async () => {
    const escalationId = await giveEscalation();
    const message = await showEscalation(escalationId);
    const note = { escalation_id: escalationId, author_id: people.slm, body: 'Agreed with both.', written_at: now };
    await database
      .owner('escalation_note')
      .insert({ ...note, slack_channel: message.channel, slack_ts: '1.000001', slack_thread_ts: '1.000000' });
    await database.owner('delivery').where({ kind: 'escalation' }).update({ message_ts: '1.000000' });
    await stage.app.catchUp();
    expect(await database.owner('escalation_note').pluck('body')).toEqual(['Agreed with both.']);
  });

  test('of a thread that cannot be read are left for the next time', async () => {
    await showEscalation(await giveEscalation());
    await stage.slack.control.faults({ set: { kind: 'error_before', method: 'conversations.replies' } });
    await expect(stage.app.catchUp()).resolves.toBeUndefined();
    expect(stage.logged.join('')).toContain('could not be read again');
  });
});

describe('a message of the bot in an open thread that no row has', () => {
  test('is kept for the auditor when the thread is read again, once', async () => {
    const { channel, ts: thread_ts } = await showEscalation(await giveEscalation());
    const client = new WebClient(stage.slack.botToken, { slackApiUrl: stage.slack.apiUrl });
    const metadata = messageMetadata('6b1d3c1e-7d4f-4e57-9c8e-0d6c1c9b2a11');
    const { ts } = await client.chat.postMessage({ channel, thread_ts, text: 'News of long ago', metadata });
    await client.chat.postMessage({ channel, thread_ts, text: 'No delivery at all' });
    await stage.app.catchUp();
    await stage.app.catchUp();
    expect(await database.owner('unknown_message').select('channel_id', 'message_ts')).toEqual([
      { channel_id: channel, message_ts: ts },
    ]);
  });
});

describe('an escalation', () => {
  test('is owned by the second-line manager, once', async () => {
    const escalationId = await giveEscalation();
    const message = await showEscalation(escalationId);
    await stage.click(people.slm, actionIds.ownEscalation, message);
    await expect.poll(async () => (await database.owner('escalation').first()).owned_by).toBe(people.slm);
    await expect.poll(() => stage.calls.woken).toBe(1);
    expect(await trail()).toEqual([{ actor_id: people.slm, action: 'escalation.owned' }]);
  });

  test.each([people.rep, people.manager, people.admin])('cannot be owned or resolved by %s', async (personId) => {
    const escalationId = await giveEscalation();
    const message = await showEscalation(escalationId, personId);
    await stage.click(personId, actionIds.ownEscalation, message);
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    await stage.click(personId, actionIds.openResolve, message);
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText, notFoundText]);
    expect(await database.owner('escalation').first()).toMatchObject({ owned_by: null, resolved_at: null });
    expect(await trail()).toContainEqual({ actor_id: personId, action: 'slack.view_refused' });
  });

  test('that is resolved is told where its pending action waits', async () => {
    const message = await showEscalation(await giveEscalation());
    await giveSent(database.owner, {
      key: 'review:x',
      kind: 'review_request',
      to: people.manager,
      subjects: [`coaching:${coachingId}`],
      at: now,
    });
    const wanted = () => database.owner('delivery').where({ delivery_key: 'review:x' }).pluck('wanted_version');
    const [before] = await wanted();
    await stage.click(people.slm, actionIds.openResolve, message);
    const modal = await stage.modal(people.slm, viewIds.resolve);
    await stage.fill(people.slm, modal, inputIds.resolveOutcome, 'plan_agreed');
    await stage.fill(people.slm, modal, inputIds.resolveNote, 'Weekly deal review with Mia until May.');
    expect(await stage.submit(people.slm, modal)).toEqual({});
    expect(await wanted()).toEqual([before + 1]);
  });

  test('is resolved with outcome and note; a note of blanks is told so under the field', async () => {
    const message = await showEscalation(await giveEscalation());
    await stage.click(people.slm, actionIds.openResolve, message);
    const modal = await stage.modal(people.slm, viewIds.resolve);
    await stage.fill(people.slm, modal, inputIds.resolveOutcome, 'plan_agreed');
    await stage.fill(people.slm, modal, inputIds.resolveNote, `ok${' '.repeat(20)}`);
    expect(await stage.submit(people.slm, modal)).toEqual({
      [inputIds.resolveNote.block]: expect.stringContaining('Too short'),
    });
    await stage.fill(people.slm, modal, inputIds.resolveNote, 'Weekly deal review with Mia until May.');
    expect(await stage.submit(people.slm, modal)).toEqual({});
    expect(await database.owner('escalation').first()).toMatchObject({ outcome: 'plan_agreed', resolved_at: now });
    await stage.click(people.slm, actionIds.openResolve, message);
    await expect.poll(() => stage.privately(people.slm)).toEqual([expect.stringContaining('resolved already')]);
  });
});

describe('a reply in an escalation’s thread', () => {
  const forSlm = notKept({ isRep: false, decides: false, isSlm: true, isAdmin: false }, null);
  const write = (personId: string, text: string, thread_ts?: string) =>
    stage.slack.control.message({
      user: slackIdOf(personId),
      text,
      ...(thread_ts === undefined ? {} : { thread_ts }),
    });
  const notes = () => database.owner('escalation_note').select('author_id', 'body', 'earlier_bodies');

  test('is kept with its author, acknowledged through the outbox, and follows edit and deletion', async () => {
    const { channel, ts: thread } = await showEscalation(await giveEscalation());
    const { ts = '' } = await write(people.slm, 'R&D and I sit in on the next 2 demos.', thread);
    await expect.poll(notes).toMatchObject([{ author_id: people.slm, body: 'R&D and I sit in on the next 2 demos.' }]);
    await expect.poll(() => stage.calls.woken).toBe(1);
    expect(await database.owner('delivery').where({ kind: 'note_reaction' })).toHaveLength(1);
    expect(await stage.privately(people.slm)).toEqual([]);

    await stage.slack.control.edit({ user: slackIdOf(people.slm), channel, ts, text: 'In on the next three demos.' });
    await expect.poll(notes).toMatchObject([{ body: 'In on the next three demos.' }]);

    await stage.slack.control.delete({ user: slackIdOf(people.slm), channel, ts });
    await expect.poll(notes).toMatchObject([{ body: null, earlier_bodies: [] }]);
  });

  test('is kept whatever characters are in it, and however long it is', async () => {
    const { ts: thread } = await showEscalation(await giveEscalation());
    const text = `\u0000\ud800\u202e${'😀'.repeat(19_000)} the end`;
    await write(people.slm, text, thread);
    await expect.poll(notes).toMatchObject([{ author_id: people.slm, body: expect.stringMatching(/the end$/) }]);
    expect(await stage.privately(people.slm)).toEqual([]);
  });

  test('of which an edit leaves no words has none any more; the earlier ones are kept as of any edit', async () => {
    const { channel, ts: thread } = await showEscalation(await giveEscalation());
    const { ts = '' } = await write(people.slm, 'See the plan I attached.', thread);
    await expect.poll(notes).toMatchObject([{ body: 'See the plan I attached.' }]);
    await stage.slack.control.edit({ user: slackIdOf(people.slm), channel, ts, text: '' });
    await expect.poll(notes).toMatchObject([{ body: '', earlier_bodies: [{ body: 'See the plan I attached.' }] }]);
  });

  test.each([
    [people.rep, 'I cannot read messages, so this was not kept. Please talk to your manager.'],
    [people.manager, 'I cannot read messages, so this was not kept. Try /rep-coach help, or my Home tab.'],
    [people.slm, forSlm],
    [stranger, strangerText],
  ])('that is none, by %s, gets one line of what to do instead, and nothing is stored', async (personId, line) => {
    await write(personId, 'confidential musings');
    await expect.poll(() => stage.privately(personId)).toEqual([line]);
    expect(await notes()).toEqual([]);
    const rows = await database.owner('slack_request');
    expect(JSON.stringify([rows, stage.logged])).not.toContain('confidential musings');
  });

  test.each([
    ['review_request', 'Rae Example'],
    ['week_two_notice', 'Sol Example'],
    ['escalation_notice', 'Sol Example'],
  ] as const)('under a manager’s own %s is not kept, and they are told whom to talk to', async (kind, name) => {
    const place = await stage.post(people.manager, [actions('x', button('x', { id: actionIds.openQueue }))]);
    const escalationId = await giveEscalation();
    const references = {
      review_request: { rep_id: people.rep, as_of: '2026-03-16' },
      week_two_notice: { episode_id: episodeId, as_of: '2026-03-16' },
      escalation_notice: { escalation_id: escalationId },
    };
    const reference = references[kind];
    await giveSent(database.owner, { key: kind, kind, to: people.manager, reference, place, at: now });
    await write(people.manager, 'Why this one?', place.ts);
    await expect
      .poll(() => stage.privately(people.manager))
      .toEqual([`This thread is not kept; talk to ${name} directly.`]);
    expect(await notes()).toEqual([]);
  });

  test.each([
    ['the manager', { slm_id: people.manager }],
    ['nobody any more', { slm_id: null }],
  ])('under a notice of an escalation that %s would take is answered with the rep’s name', async (_who, line) => {
    const place = await stage.post(people.manager, [actions('x', button('x', { id: actionIds.openQueue }))]);
    const reference = { escalation_id: await giveEscalation() };
    const about = { key: 'notice', kind: 'escalation_notice', to: people.manager, reference, place, at: now } as const;
    await giveSent(database.owner, about);
    const ofRep = () => database.owner('reporting_line').where({ rep_id: people.rep });
    await ofRep().update(line);
    await write(people.manager, 'What now?', place.ts);
    const told = 'This thread is not kept; talk to Rae Example directly.';
    await expect.poll(() => stage.privately(people.manager)).toEqual([told]);
    await ofRep().update({ slm_id: people.slm });
  });

  test('by another app, even under the second-line manager’s name, is nobody’s reply', async () => {
    const { channel, ts: thread_ts } = await showEscalation(await giveEscalation());
    const event = {
      type: 'message',
      channel,
      channel_type: 'im',
      user: slackIdOf(people.slm),
      bot_id: 'B0ANOTHER',
      text: 'Posted by an integration.',
      ts: '1773669700.000100',
      thread_ts,
    };
    await stage.app.app.processEvent({
      body: { type: 'event_callback', event_id: 'EvOtherBot', team_id: stage.app.teamId, event },
      ack: async () => undefined,
      customProperties: { slackEnvelopeId: 'EOtherBot' },
    });
    expect(await notes()).toEqual([]);
    expect(await stage.privately(people.slm)).toEqual([]);
  });

  test('by the bot itself is nobody’s reply', async () => {
    const { ts } = await showEscalation(await giveEscalation());
    await stage.post(people.slm, [actions('x', button('x', { id: actionIds.openQueue }))], ts);
    await expect
      .poll(async () => (await database.owner('slack_request').where({ state: 'handled', kind: 'event' })).length)
      .toBeGreaterThan(0);
    expect(await notes()).toEqual([]);
    expect(await stage.privately(people.slm)).toEqual([]);
  });
});
