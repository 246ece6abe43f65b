import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
/** The new second-line manager: the admin of the small organisation will do. */
const newSlm = people.admin;

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

async function lineFrom(on: LocalDate, change: { manager_id?: string; slm_id?: string }): Promise<void> {
  const lines = database.owner('reporting_line').where({ rep_id: people.rep });
  const last = await lines.clone().whereNull('effective_to').first();
  await lines.whereNull('effective_to').update({ effective_to: on });
  await database.owner('reporting_line').insert({ ...last, ...change, effective_from: on });
}
const everythingTo = async (personId: string) => JSON.stringify((await world.screen(personId)).channels);

describe('when a rep gets a new manager while a suggestion waits', () => {
  it('it moves the same morning, and the old message keeps nothing of it', async () => {
    await world.goTo('2026-03-16');
    await expectSaid(world, ['review_request to mia']);
    await world.click(people.manager, actionIds.openModify, await world.lastMessage(people.manager));
    await world.modal(people.manager, viewIds.modify);
    await lineFrom('2026-03-18', { manager_id: people.otherManager });
    await world.goTo('2026-03-17');
    await expectSaid(world, []);
    await world.goTo('2026-03-18');
    await expectSaid(world, ['review_request to max']);
    expect(textOf(await world.lastMessage(people.otherManager))).toContain('Moved to you from Mia Example.');
    expect(textOf(await world.lastMessage(people.manager))).toContain('Moved: someone else answers');
    expect(textOf(await world.lastMessage(people.manager))).not.toMatch(/Rae|%/);
  });

  it('the old one’s decision, begun before, is refused', async () => {
    const modal = await world.modal(people.manager, viewIds.modify);
    await world.fill(people.manager, modal, inputIds.actionText, 'Sit in on two demos of a colleague.');
    await world.submit(people.manager, modal);
    expect(textOf(await world.modal(people.manager, viewIds.notice))).toContain('Not found');
    expect(await database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['pending_approval']);
  });

  it('week two is told to the new one alone, and the new one decides', async () => {
    await world.goTo('2026-03-23');
    await expectSaid(world, ['week_two_notice to max']);
    const [request] = (await world.screen(people.otherManager)).channels.flatMap(({ id, messages }) =>
      messages.map((message) => ({ ...message, channel: id })),
    );
    if (request === undefined) throw new Error('The new manager was never asked.');
    await world.click(people.otherManager, actionIds.approve, request);
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approved_by')).toEqual([people.otherManager]);
    await expectSaid(world, []);
  });
});

describe('when the second-line manager changes while an escalation is open', () => {
  const note = 'I sit in on the next two demos.';

  it('it is with the first, who replies in its thread', async () => {
    await world.goTo('2026-03-30');
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol', 'escalation_notice to max']);
    const { channel, ts: thread_ts } = await world.lastMessage(people.slm);
    await world.slack.control.message({ user: slackIdOf(people.slm), channel, thread_ts, text: note });
    await expect.poll(() => database.owner('escalation_note').pluck('body')).toEqual([note]);
    await expectSaid(world, ['reaction']);
  });

  it('the thread opens at the new one with its history and what was said, and the old one shrinks', async () => {
    await lineFrom('2026-03-31', { slm_id: newSlm });
    await world.goTo('2026-03-31');
    await expectSaid(world, ['escalation to ada', 'escalation_history to ada']);
    const { replies } = await world.lastMessage(newSlm);
    expect(JSON.stringify(replies)).toContain(note);
    expect(JSON.stringify(replies)).toContain('16 Mar 2026');
    const old = await world.lastMessage(people.slm);
    expect(textOf(old)).toContain('Moved: someone else answers');
    expect(JSON.stringify(old.replies.filter(({ text }) => text !== note))).not.toMatch(/Rae|%/);
  });

  it('what the old one writes there is kept no more, and the new one takes it on', async () => {
    const { channel, ts: thread_ts } = await world.lastMessage(people.slm);
    await world.slack.control.message({ user: slackIdOf(people.slm), channel, thread_ts, text: 'One more thing.' });
    const lastReply = async () => textOf((await world.lastMessage(people.slm)).replies.at(-1));
    await expect.poll(lastReply).toContain('not kept');
    await world.click(newSlm, actionIds.ownEscalation, await world.lastMessage(newSlm));
    await expect.poll(() => database.owner('escalation').pluck('owned_by')).toEqual([newSlm]);
    expect(await database.owner('escalation_note').pluck('body')).toEqual([note]);
    await expectSaid(world, ['reply_not_kept to sol']);
    expect(await everythingTo(people.rep)).not.toContain(note);
  });
});
