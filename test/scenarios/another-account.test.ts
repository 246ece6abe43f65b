import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
/** Accounts that the manager and the second-line manager come to have. */
const managersNew = 'mia2';
const slmsNew = 'sol2';

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, fallsBehind);
  world = await openWorld({
    db: database.db,
    owner: database.owner,
    start: '2026-03-15',
    spareAccounts: [managersNew, slmsNew, 'sol3'],
  });
});
afterAll(() => world.stop());

const giveAccount = (personId: string, account: string) =>
  database
    .owner('person')
    .where({ person_id: personId })
    .update({ slack_user_id: slackIdOf(account) });
const everythingIn = async (account: string) =>
  (await world.screen(account)).channels.flatMap(({ messages }) =>
    messages.flatMap((message) => [textOf(message), ...message.replies.map(textOf)]),
  );
const homeOf = async (account: string) => JSON.stringify((await world.screen(account)).home ?? '');
const write = async (account: string, text: string) => {
  const { channel, ts: thread_ts } = await world.lastMessage(account);
  await world.slack.control.message({ user: slackIdOf(account), channel, thread_ts, text });
};

describe('a manager who has another Slack account', () => {
  it('is asked there about what waits, and told of week two; the old conversation keeps nothing of it', async () => {
    await world.goTo('2026-03-16');
    await world.goTo('2026-03-23');
    await expectSaid(world, ['review_request to mia', 'week_two_notice to mia']);
    await world.slack.control.openHome({ user: slackIdOf(people.manager) });
    await expect.poll(() => homeOf(people.manager)).toContain('Rae');
    await giveAccount(people.manager, managersNew);
    await world.goTo('2026-03-24');
    await expectSaid(world, ['review_request to mia', 'week_two_notice to mia']);
    expect(await everythingIn(managersNew)).toEqual([expect.stringContaining('Rae'), expect.stringContaining('Rae')]);
    expect((await everythingIn(people.manager)).join()).not.toMatch(/Rae|%/);
    expect(await homeOf(people.manager)).not.toContain('Rae');
  });

  it('decides there', async () => {
    const { channels } = await world.screen(managersNew);
    const request = channels
      .flatMap(({ id, messages }) => messages.map((message) => ({ ...message, channel: id })))
      .find(({ blocks }) => JSON.stringify(blocks).includes(actionIds.approve));
    if (request === undefined) throw new Error('Nobody was asked.');
    await world.click(managersNew, actionIds.approve, request);
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approved_by')).toEqual([people.manager]);
    await expectSaid(world, []);
  });
});

describe('a second-line manager who has another Slack account while an escalation is open', () => {
  const note = 'I sit in on the next two demos.';

  it('has it in the old one, with what they said', async () => {
    await world.goTo('2026-03-30');
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia']);
    await write(people.slm, note);
    await expect.poll(() => database.owner('escalation_note').pluck('body')).toEqual([note]);
    await expectSaid(world, ['reaction']);
  });

  it('has its thread begun anew, with its history and their own words; the old one keeps nothing', async () => {
    await giveAccount(people.slm, slmsNew);
    await world.goTo('2026-03-31');
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol']);
    const { replies } = await world.lastMessage(slmsNew);
    expect(JSON.stringify(replies)).toContain('16 Mar 2026');
    expect(JSON.stringify(replies)).toContain(note);
    expect((await everythingIn(people.slm)).filter((text) => text !== note).join()).not.toMatch(/Rae|%/);
    await world.bot.audit();
    await expectSaid(world, []);
  });

  it('goes on there: a reply is kept, news goes there, and it is owned by one click', async () => {
    await write(slmsNew, 'The first demo went well.');
    await expect.poll(() => database.owner('escalation_note').orderBy('slack_ts').pluck('body')).toHaveLength(2);
    await world.click(slmsNew, actionIds.ownEscalation, await world.lastMessage(slmsNew));
    await expect.poll(() => database.owner('escalation').pluck('owned_by')).toEqual([people.slm]);
    await expectSaid(world, ['reaction']);
  });

  it('is found by the auditor where nothing followed the change', async () => {
    await giveAccount(people.slm, 'sol3');
    await world.bot.audit();
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol']);
    const { replies } = await world.lastMessage('sol3');
    for (const said of [note, 'The first demo went well.']) expect(JSON.stringify(replies)).toContain(said);
    await world.bot.audit();
    await expectSaid(world, []);
    expect(await database.owner('delivery').where({ kind: 'admin_alert' })).toEqual([]);
  });

  it('goes back to the first account, and nothing that was said is taken for deleted', async () => {
    await giveAccount(people.slm, people.slm);
    await world.goTo('2026-04-01');
    expect(await world.said()).toEqual(expect.arrayContaining(['escalation to sol', 'escalation_history to sol']));
    await write(people.slm, 'Back in my first account.');
    const bodies = () => database.owner('escalation_note').orderBy('slack_ts').pluck('body');
    await expect.poll(bodies).toHaveLength(3);
    await world.goTo('2026-04-02');
    expect(await bodies()).toEqual([note, 'The first demo went well.', 'Back in my first account.']);
    const { replies } = await world.lastMessage(people.slm);
    expect(JSON.stringify(replies)).toContain('The first demo went well.');
    expect(JSON.stringify(replies[0])).toContain(note);
    expect(JSON.stringify(replies[0])).not.toContain('Back in my first account.');
  });
});
