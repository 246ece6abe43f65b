import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { account, health, owned } from '../measures/customer-rows.ts';
import { useDatabase } from '../support/database.ts';
import { daysOn, everythingTo, liveUntil, shownTo } from '../support/diary.ts';
import { textOf } from '../support/hands.ts';
import { loadTables } from '../support/rows.ts';
import { loadPeople, people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const { rep, manager, otherManager, slm, peers } = people;
/** The second-line manager of the new team: the admin of the small organisation will do. */
const newSlm = people.admin;
const BOOK = 9;
const note = 'I look at the five largest accounts with Rae on Thursday.';

/** Every book is level; the rep's loses three points a week from mid-June until August, and gains five a week then. */
function scoreOf(repId: string, friday: LocalDate): number {
  if (repId !== rep) return 80;
  const weeksFrom = (date: LocalDate) => datesBetween(date, friday).length / 7;
  if (friday < '2026-06-12') return 80;
  const lost = Math.min(weeksFrom('2026-06-05'), weeksFrom('2026-06-05') - weeksFrom('2026-08-14')) * 3;
  return 80 - lost + weeksFrom('2026-08-14') * 5;
}

beforeAll(async () => {
  await loadPeople(database.owner, '2025-10-06', 'CSM');
  const fridays = datesBetween('2026-04-03', '2026-10-02').filter((_, day) => day % 7 === 0);
  const books = [rep, ...peers].map((repId) => ({
    repId,
    accounts: Array.from({ length: BOOK }, (_, index) => `${repId}-${index}`),
  }));
  await loadTables(database.owner, {
    accounts: books.flatMap(({ accounts }) => accounts.map((id) => account(id))),
    account_ownership: books.flatMap(({ repId, accounts }) => accounts.map((id) => owned(id, repId))),
    customer_health_log: books.flatMap(({ repId, accounts }) =>
      accounts.flatMap((id, index) =>
        fridays.map((friday) =>
          health(id, friday, scoreOf(repId, friday), {
            health_tier:
              repId === rep && index < 5 && friday >= '2026-08-07' && friday < '2026-09-04' ? 'Medium' : 'Low',
          }),
        ),
      ),
    ),
    holiday: [
      { calendar_id: 'US', holiday_date: '2026-07-03', name: 'Independence Day' },
      { calendar_id: 'US', holiday_date: '2026-09-07', name: 'Labor Day' },
    ],
  });
  // A colleague stays with the first manager when the rep goes.
  await database.owner('reporting_line').where({ rep_id: 'pam' }).update({ manager_id: manager });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-06-28' });
});
afterAll(() => world.stop());

async function moveRep(on: LocalDate): Promise<void> {
  const lines = database.owner('reporting_line').where({ rep_id: rep });
  await lines.clone().update({ effective_to: on });
  await lines.clone().insert({ rep_id: rep, manager_id: otherManager, slm_id: newSlm, effective_from: on });
}

const item = () => database.owner('rep_coaching_log').first();

describe('a quarter of a CSM', daysOn, () => {
  it('has a flag that is found on a holiday weekend told on Monday, and asked about once', async () => {
    await liveUntil(world, '2026-07-06', { '2026-07-01': monthlyMessages, '2026-07-06': ['daily_flag to mia'] });
    const found = await database.owner('daily_breach').where({ is_onset: true }).first('breach_date', 'delivered_on');
    expect(found).toEqual({ breach_date: '2026-07-04', delivered_on: '2026-07-06' });
    expect(await database.owner('pattern_episode').pluck('opened_on')).toEqual(['2026-07-06']);
  });

  it('goes undecided to the second-line manager in the third week, who writes a first word', async () => {
    await liveUntil(world, '2026-07-21', {
      '2026-07-13': ['week_two_notice to mia'],
      '2026-07-20': ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia'],
    });
    const { channel, ts: thread_ts } = await world.lastMessage(slm);
    await world.slack.control.message({ user: slackIdOf(slm), channel, thread_ts, text: note });
    await expect.poll(() => database.owner('escalation_note').pluck('body')).toEqual([note]);
    await expectSaid(world, ['reaction']);
  });

  it('goes with the rep to another team: item, escalation and what was said there', async () => {
    await moveRep('2026-07-22');
    await liveUntil(world, '2026-07-22', {
      '2026-07-22': [
        'escalation to ada',
        'escalation_history to ada',
        'escalation_notice to max',
        'review_request to max',
      ],
    });
    expect(JSON.stringify((await world.lastMessage(newSlm)).replies)).toContain(note);
    expect((await shownTo(world, otherManager)).map(textOf).join()).toContain('Moved to you from Mia Example.');
    for (const former of [manager, slm]) {
      const last = textOf(await world.lastMessage(former));
      expect(last).toContain('Moved: someone else answers');
      expect(last).not.toMatch(/Rae|%/);
    }
  });

  it('is owned and approved by the new ones, so that nobody is reminded', async () => {
    await liveUntil(world, '2026-07-23', {});
    await world.click(newSlm, actionIds.ownEscalation, await world.lastMessage(newSlm));
    await expect.poll(() => database.owner('escalation').pluck('owned_by')).toEqual([newSlm]);
    const request = (await shownTo(world, otherManager)).find((shown) => textOf(shown).includes(actionIds.approve));
    if (request === undefined) throw new Error('The new manager was never asked.');
    await world.click(otherManager, actionIds.approve, request);
    await expect.poll(async () => (await item()).approved_by).toBe(otherManager);
    await liveUntil(world, '2026-08-02', {});
  });

  it('reaches the rep on the Monday after a month that began on a Saturday', async () => {
    await liveUntil(world, '2026-08-03', { '2026-08-03': monthlyMessages });
    const digest = textOf(await world.lastMessage(rep));
    expect(digest).toContain('Your July 2026');
    expect(digest).toContain((await item()).recommended_action);
    expect(textOf(await world.lastMessage(otherManager))).toContain('8 reps (CSM)');
    expect(textOf(await world.lastMessage(manager))).toContain('1 rep (CSM)');
  });

  it('goes up at once, and on its own, when more than half of the book slips a tier', async () => {
    await liveUntil(world, '2026-08-08', {
      '2026-08-08': ['escalation to ada', 'escalation_history to ada', 'escalation_notice to max'],
    });
    expect(await database.owner('escalation').orderBy('as_of').select('rule', 'slm_id')).toEqual([
      { rule: 'E2', slm_id: newSlm },
      { rule: 'E4', slm_id: newSlm },
    ]);
    expect(textOf(await world.lastMessage(newSlm))).toMatch(/5 of 9/);
    await world.click(newSlm, actionIds.ownEscalation, await world.lastMessage(newSlm));
    await expect.poll(() => database.owner('escalation').pluck('owned_by')).toEqual([newSlm, newSlm]);
    expect(await database.owner('rep_coaching_log')).toHaveLength(1);
  });

  it('persists in the thread of the first while the book goes on falling', async () => {
    await liveUntil(world, '2026-08-31', {
      '2026-08-10': ['escalation_followup to ada'],
      '2026-08-31': ['escalation_followup to ada'],
    });
    const [first] = await shownTo(world, newSlm);
    for (const reply of first?.replies.slice(-2) ?? []) expect(textOf(reply)).toContain('*Still there.*');
    expect((await item()).resolution_date).toBeNull();
  });

  it('is over after two clear weeks, and resolved', async () => {
    await liveUntil(world, '2026-09-14', {
      '2026-09-01': monthlyMessages,
      '2026-09-14': ['escalation_followup to ada'],
    });
    const [first] = await shownTo(world, newSlm);
    if (first === undefined) throw new Error('There is no thread.');
    expect(textOf(first.replies.at(-1))).toContain('*Over.*');
    await world.click(newSlm, actionIds.openResolve, first);
    const modal = await world.modal(newSlm, viewIds.resolve);
    await world.fill(newSlm, modal, inputIds.resolveOutcome, 'improving');
    await world.fill(newSlm, modal, inputIds.resolveNote, 'Every account has a plan.');
    expect(await world.submit(newSlm, modal)).toEqual({});
    await expect.poll(() => database.owner('escalation').whereNotNull('outcome').pluck('rule')).toEqual(['E2']);
    await expectSaid(world, []);
  });

  it('ends with a quiet digest; the rep has never seen what went up, nor the old team anything since', async () => {
    await liveUntil(world, '2026-10-01', { '2026-10-01': monthlyMessages });
    expect(textOf(await world.lastMessage(rep))).toContain('level again, and it stayed so. Well done.');
    const seen = await everythingTo(world, rep);
    for (const word of [note, 'Every account has a plan', 'escalated', 'Sol Example', 'Ada Example'])
      expect(seen).not.toContain(word);
    expect(await everythingTo(world, slm)).not.toContain('Aug 2026');
    expect((await shownTo(world, manager)).slice(3).map(textOf).join()).not.toContain('Rae');
  });
});
