import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { daysOn, everythingTo, liveUntil, messageWith } from '../support/diary.ts';
import { textOf } from '../support/hands.ts';
import { loadTables } from '../support/rows.ts';
import { loadPeople, people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const { rep, manager, slm, peers } = people;
const canary = 'Two of the accounts are being bought by a competitor.';

/** Expansion plays that an AM won and lost in the week of the Monday. */
function plays(repId: string, monday: LocalDate, won: number, lost: number) {
  const decidedAt = `${addDays(monday, 3)}T17:00:00Z`;
  return Array.from({ length: won + lost }, (_, index) => ({
    play_id: `${repId}-${monday}-${index}`,
    account_id: `account-${repId}-${index}`,
    am_rep_id: repId,
    segment: 'enterprise',
    vertical: 'retail',
    opened_at: `${addDays(monday, -21)}T17:00:00Z`,
    status: index < won ? 'closed_won' : 'closed_lost',
    status_at: decidedAt,
    expansion_arr: 5_000,
    currency: 'USD',
    recorded_at: decidedAt,
  }));
}

/** As many won as by everybody until October, none in November, two of five in December, almost all from January on. */
function weekOfTheRep(monday: LocalDate) {
  if (monday < '2026-11-02') return plays(rep, monday, 3, 2);
  if (monday < '2026-11-30') return plays(rep, monday, 0, 5);
  return monday < '2027-01-04' ? plays(rep, monday, 2, 3) : plays(rep, monday, 14, 1);
}

beforeAll(async () => {
  await loadPeople(database.owner, '2026-06-01', 'AM');
  const mondays = datesBetween('2026-08-03', '2027-02-01').filter((_, day) => day % 7 === 0);
  await loadTables(database.owner, {
    expansion_log: mondays.flatMap((monday) => [
      ...weekOfTheRep(monday),
      ...peers.flatMap((peer) => plays(peer, monday, 3, 2)),
    ]),
    holiday: [
      { calendar_id: 'US', holiday_date: '2026-11-26', name: 'Thanksgiving' },
      { calendar_id: 'US', holiday_date: '2026-12-25', name: 'Christmas Day' },
      { calendar_id: 'US', holiday_date: '2027-01-01', name: 'New Year’s Day' },
    ],
  });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-11-01' });
});
afterAll(() => world.stop());

const item = () => database.owner('rep_coaching_log').first();

describe('a quarter of an AM', daysOn, () => {
  it('begins without a word but the digests of a month that began on a Sunday', async () => {
    await liveUntil(world, '2026-11-29', { '2026-11-02': monthlyMessages });
    expect(textOf(await world.lastMessage(rep))).toContain('60.0% of 65 expansion plays');
  });

  it('is first flagged on the last Monday of November', async () => {
    await liveUntil(world, '2026-11-30', { '2026-11-30': ['review_request to mia'] });
    expect(textOf(await world.lastMessage(manager))).toContain('27 of 65 expansion plays were won');
  });

  it('has its second week announced, and the manager adds what the numbers do not show', async () => {
    await liveUntil(world, '2026-12-07', { '2026-12-01': monthlyMessages, '2026-12-07': ['week_two_notice to mia'] });
    await world.click(manager, actionIds.openContext, await world.lastMessage(manager));
    const modal = await world.modal(manager, viewIds.context);
    await world.fill(manager, modal, inputIds.contextText, canary);
    expect(await world.submit(manager, modal)).toEqual({});
    await expect.poll(async () => textOf(await world.lastMessage(manager))).toContain(canary);
    await expectSaid(world, []);
  });

  it('goes to the second-line manager in the third week, with that', async () => {
    await liveUntil(world, '2026-12-14', {
      '2026-12-14': ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia'],
    });
    expect(JSON.stringify((await world.lastMessage(slm)).replies)).toContain(canary);
  });

  it('is owned and answered there the next day, so that nobody is reminded', async () => {
    await liveUntil(world, '2026-12-15', {});
    const { channel, ts: thread_ts } = await world.lastMessage(slm);
    await world.click(slm, actionIds.ownEscalation, { channel, ts: thread_ts });
    const text = 'I call both buyers with Rae before Christmas.';
    await world.slack.control.message({ user: slackIdOf(slm), channel, thread_ts, text });
    await expect.poll(() => database.owner('escalation_note').pluck('body')).toEqual([text]);
    await expectSaid(world, ['reaction']);
    await expect.poll(() => database.owner('escalation').pluck('owned_by')).toEqual([slm]);
    await expect
      .poll(async () => {
        await world.settle();
        return textOf(await world.lastMessage(manager));
      })
      .toContain('Owned by Sol Example.');
  });

  it('still waits for its manager, who is reminded two business days before the digest of January', async () => {
    await liveUntil(world, '2026-12-30', { '2026-12-30': ['review_reminder to mia'] });
    await world.click(manager, actionIds.approve, await messageWith(world, manager, 'Weekly check of 30 Nov 2026'));
    await expect.poll(async () => (await item()).approval_status).toBe('approved');
    await expectSaid(world, []);
  });

  it('reaches the rep on the first Monday, after a holiday and a weekend, and persists in the thread', async () => {
    await liveUntil(world, '2027-01-04', { '2027-01-04': [...monthlyMessages, 'escalation_followup to sol'] });
    expect(textOf((await world.lastMessage(slm)).replies.at(-1))).toContain('*Still there.*');
    const digest = textOf(await world.lastMessage(rep));
    expect(digest).toContain('Your December 2026');
    expect(digest).toContain('When this was suggested (30 Nov 2026): 41.5%. Now (4 Jan 2027): 33.8%.');
    expect(digest).toContain((await item()).recommended_action);
  });

  it('is better by the next week, and over after two clear ones, which the thread is told', async () => {
    await liveUntil(world, '2027-01-25', {
      '2027-01-11': ['escalation_followup to sol'],
      '2027-01-25': ['escalation_followup to sol'],
    });
    const [better, over] = (await world.lastMessage(slm)).replies.slice(-2).map((reply) => textOf(reply));
    expect(better).toContain('*Better.*');
    expect(over).toContain('*Over.*');
    expect((await item()).resolution_date).toBe('2027-01-25');
  });

  it('is resolved by the second-line manager, and stays so', async () => {
    await world.click(slm, actionIds.openResolve, await world.lastMessage(slm));
    const modal = await world.modal(slm, viewIds.resolve);
    await world.fill(slm, modal, inputIds.resolveOutcome, 'improving');
    await world.fill(slm, modal, inputIds.resolveNote, 'Both customers bought in January.');
    expect(await world.submit(slm, modal)).toEqual({});
    await expect.poll(() => database.owner('escalation').pluck('outcome')).toEqual(['improving']);
    await liveUntil(world, '2027-02-01', { '2027-02-01': monthlyMessages });
    expect(textOf(await world.lastMessage(rep))).toContain('level again, and it stayed so. Well done.');
    expect(await database.owner('escalation').select('rule', 'outcome')).toEqual([
      { rule: 'E2', outcome: 'improving' },
    ]);
  });

  it('has never shown the rep a word of what was between their managers', async () => {
    const seen = await everythingTo(world, rep);
    for (const word of [canary, 'buyers', 'Both customers', 'scalat', 'Sol Example']) expect(seen).not.toContain(word);
  });
});
