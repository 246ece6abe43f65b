import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

const notes = () => database.owner('escalation_note').orderBy('written_at').select();

async function threadOfSlm() {
  const [thread] = (await world.screen(people.slm)).channels.flatMap(({ id, messages }) =>
    messages.filter(({ reply_count }) => reply_count > 0).map((message) => ({ ...message, channel: id })),
  );
  if (thread === undefined) throw new Error('There is no thread.');
  return thread;
}

describe('a pattern that persists for three weeks', () => {
  it('is dismissed in the first week, which the clock does not notice', async () => {
    await world.goTo('2026-03-16');
    await expectSaid(world, ['review_request to mia']);
    await world.click(people.manager, actionIds.openDismiss, await world.lastMessage(people.manager));
    const modal = await world.modal(people.manager, viewIds.dismiss);
    await world.fill(people.manager, modal, inputIds.dismissReason, 'not_coachable');
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['dismissed']);
  });

  it('is announced to the manager in the second week', async () => {
    await world.goTo('2026-03-23');
    await expectSaid(world, ['week_two_notice to mia']);
    expect(textOf(await world.lastMessage(people.manager))).toContain('Sol Example');
  });

  it('goes to the second-line manager in the third, with its history in the thread', async () => {
    await world.goTo('2026-03-30');
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia']);
    expect(await database.owner('rep_coaching_log').first('escalated_to_slm', 'escalation_date')).toEqual({
      escalated_to_slm: true,
      escalation_date: '2026-03-30',
    });
    const thread = await world.lastMessage(people.slm);
    expect(thread.replies).toHaveLength(1);
    for (const date of ['16 Mar 2026', '23 Mar 2026', '30 Mar 2026']) {
      expect(JSON.stringify(thread.replies)).toContain(date);
    }
    expect((await world.screen(people.rep)).channels.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('is owned, and the reply in the thread is kept and marked', async () => {
    const thread = await world.lastMessage(people.slm);
    await world.click(people.slm, actionIds.ownEscalation, thread);
    const user = slackIdOf(people.slm);
    const text = 'I talk to Rae and Mia on Tuesday.';
    const reply = await world.slack.control.message({ user, channel: thread.channel, thread_ts: thread.ts, text });
    await expect.poll(notes).toMatchObject([{ author_id: people.slm, body: text, slack_ts: reply.ts }]);
    await expectSaid(world, ['reaction']);
    expect(await database.owner('escalation').first('owned_by')).toEqual({ owned_by: people.slm });

    const edited = 'I talk to Rae and Mia on Wednesday.';
    await world.slack.control.edit({ user, channel: thread.channel, ts: reply.ts ?? '', text: edited });
    await expect.poll(notes).toMatchObject([{ body: edited, earlier_bodies: [{ body: text }] }]);
    await world.slack.control.delete({ user, channel: thread.channel, ts: reply.ts ?? '' });
    await expect.poll(notes).toMatchObject([{ body: null, earlier_bodies: [] }]);
  });

  it('does not take what is said outside the thread for a note', async () => {
    await expectSaid(world, []);
    await world.slack.control.message({ user: slackIdOf(people.slm), text: 'A word between us.' });
    await expect.poll(() => world.privately(people.slm)).toHaveLength(1);
    expect(await notes()).toHaveLength(1);
    await expectSaid(world, ['private to sol']);
  });

  it('keeps a reply that was missed, once the bot starts again, and the next morning at the latest', async () => {
    const { channel, ts: thread_ts } = await threadOfSlm();
    const text = 'Both talks went well.';
    await world.slack.control.message({ user: slackIdOf(people.slm), channel, thread_ts, text });
    await expect.poll(notes).toHaveLength(2);
    await world.settle();
    // As if it had never been heard of.
    const forget = () => database.owner('escalation_note').where({ body: text }).del();
    await forget();
    await world.bot.stop();
    await world.bot.start();
    expect(await notes()).toMatchObject([{ body: null }, { body: text }]);
    await forget();
    await world.goTo('2026-03-31');
    expect(await notes()).toMatchObject([{ body: null }, { body: text }]);
    await expectSaid(world, ['reaction']);
  });

  it('is resolved by the second-line manager, and opens again when it persists', async () => {
    await world.click(people.slm, actionIds.openResolve, await threadOfSlm());
    const modal = await world.modal(people.slm, viewIds.resolve);
    await world.fill(people.slm, modal, inputIds.resolveOutcome, 'plan_agreed');
    await world.fill(people.slm, modal, inputIds.resolveNote, 'short');
    expect(Object.keys(await world.submit(people.slm, modal))).toEqual([inputIds.resolveNote.block]);
    await world.fill(people.slm, modal, inputIds.resolveNote, 'A joint call every week until May.');
    expect(await world.submit(people.slm, modal)).toEqual({});
    await expect.poll(() => database.owner('escalation').pluck('outcome')).toEqual(['plan_agreed']);
    await expectSaid(world, []);

    await world.goTo('2026-04-19');
    expect((await world.said()).filter((line) => !/^(rep_digest|manager_rollup)/.test(line))).toEqual([]);
    await world.goTo('2026-04-20');
    await expectSaid(world, ['escalation_followup to sol']);
    expect(await database.owner('escalation').first('outcome', 'resolved_at')).toEqual({
      outcome: null,
      resolved_at: null,
    });
    expect(await database.owner('escalation').pluck('rule')).toEqual(['E2']);
  });
});
