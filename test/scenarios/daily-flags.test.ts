import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { giveCalls, giveClosed, givePeersCalls, giveQuarter } from '../support/daily-rows.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { loadPeople, people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  const { owner } = database;
  await loadPeople(owner, '2025-01-06');
  await givePeersCalls(owner, '2025-12-01', 18);
  await giveQuarter(owner, [people.rep, ...people.peers]);
  for (const repId of people.peers) await giveClosed(owner, repId, '2026-01-20', 250_000);
  await giveClosed(owner, people.rep, '2026-01-20', 240_000);
  const calls = { repId: people.rep, count: 12 };
  await giveCalls(owner, { ...calls, on: '2026-03-03' }, { objection_handling_score: 20 });
  await giveCalls(owner, { ...calls, on: '2026-03-10' }, { next_step_score: 20 });
  await giveCalls(owner, { ...calls, on: '2026-03-17' }, { product_knowledge_score: 20 });
  await giveClosed(owner, people.rep, '2026-03-18', -140_000);
  world = await openWorld({ db: database.db, owner, start: '2026-03-03' });
});
afterAll(() => world.stop());

const statuses = () => database.owner('rep_coaching_log').orderBy('coaching_date').pluck('approval_status');

describe('a rep whose numbers break away', () => {
  it('is flagged to the manager the morning after, with what to do about it', async () => {
    await world.goTo('2026-03-04');
    await expectSaid(world, ['daily_flag to mia']);
    const flag = await world.lastMessage(people.manager);
    expect(flag.text).toBe('A daily flag for you to look at (Rae Example)');
    const said = textOf(flag);
    for (const words of [
      'Objection handling',
      '*20.0*',
      'peers 70.0',
      'critical at 50.0 or less',
      'Suggested action',
    ]) {
      expect(said).toContain(words);
    }
    await world.click(people.manager, actionIds.openEvidence, flag);
    await expect
      .poll(async () => JSON.stringify((await world.modal(people.manager, viewIds.evidence)).blocks))
      .toContain('3 Mar 2026');
    await world.click(people.manager, actionIds.approve, flag);
    await expect.poll(statuses).toEqual(['approved']);
    await expectSaid(world, []);
    expect(textOf(await world.lastMessage(people.manager))).toContain('Approved');
  });

  it('is not asked about again when the weekly run follows the pattern', async () => {
    await world.goTo('2026-03-09');
    await expectSaid(world, []);
    expect(await database.owner('rep_coaching_log').pluck('episode_id')).toEqual([expect.any(String)]);
  });

  it('is flagged twice, and the third time is with the second-line manager instead', async () => {
    await world.goTo('2026-03-11');
    await expectSaid(world, ['daily_flag to mia']);
    await world.goTo('2026-03-18');
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia']);
    const thread = await world.lastMessage(people.slm);
    expect(thread.text).not.toContain('Rae');
    const root = textOf(thread);
    expect(root).toContain('3 critical thresholds were crossed within four weeks:');
    expect(root).toContain(
      'Objection handling (4 Mar 2026); Next-step quality (11 Mar 2026); Product knowledge (18 Mar 2026)',
    );
    expect(JSON.stringify(thread.replies)).toContain('critical at 50.0 or less');
    const notice = await world.lastMessage(people.manager);
    expect(textOf(notice)).toContain('It takes the place of the last of these flags.');
    await world.click(people.manager, actionIds.openDismiss, notice);
    const modal = await world.modal(people.manager, viewIds.dismiss);
    await world.fill(people.manager, modal, inputIds.dismissReason, 'already_handled');
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expect.poll(statuses).toEqual(['approved', 'pending_approval', 'dismissed']);
    await expectSaid(world, []);
  });

  it('falls below half of the quota late in the quarter: both hear of it at once, and the flag is over the budget', async () => {
    await world.goTo('2026-03-19');
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia']);
    expect(textOf(await world.lastMessage(people.slm))).toContain('Closed business is 33.3% of the quarter’s quota');
    const notice = textOf(await world.lastMessage(people.manager));
    expect(notice).toContain('with 13 days left until 31 Mar 2026');
    expect(notice).toContain(actionIds.approve);
    expect(await database.owner('daily_breach').where({ breach_date: '2026-03-19' }).pluck('held_back')).toContain(
      'rep_budget',
    );
  });

  it('is taken to the second-line manager with a note, too', async () => {
    await world.command(people.manager, `/rep-escalate <@${slackIdOf(people.rep)}|rae>`);
    const modal = await world.modal(people.manager, viewIds.escalate);
    await world.fill(people.manager, modal, inputIds.escalateNote, 'Please join the forecast call: canary note.');
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expectSaid(world, ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia']);
    const root = textOf(await world.lastMessage(people.slm));
    expect(root).toContain('Mia Example asks for your help.');
    expect(root).toContain('canary note');
  });

  it('has seen nothing of all this', async () => {
    expect((await world.screen(people.rep)).channels.flatMap(({ messages }) => messages)).toEqual([]);
    const toRep = world.slack.ledger.after(0).filter((entry) => JSON.stringify(entry).includes(slackIdOf(people.rep)));
    const sentToRep = toRep.filter((entry) => entry.kind === 'api_call' && entry.method === 'conversations.open');
    expect(sentToRep).toEqual([]);
  });
});
