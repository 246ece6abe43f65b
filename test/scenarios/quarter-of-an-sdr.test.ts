import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datesBetween, isoWeekday, type LocalDate } from '../../src/domain/local-date.ts';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { daysOn, everythingTo, liveUntil } from '../support/diary.ts';
import { textOf } from '../support/hands.ts';
import { loadTables } from '../support/rows.ts';
import { loadPeople, people } from '../support/small-organisation.ts';
import { expectSaid, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const { rep, manager, slm, peers } = people;
const holidays: readonly LocalDate[] = ['2026-05-25', '2026-06-19'];

/** Touches a day of the rep, from the Monday on; four are planned. */
const pace: Readonly<Record<LocalDate, number>> = {
  '2026-03-02': 4,
  '2026-04-20': 1,
  '2026-04-27': 2,
  '2026-05-04': 3,
  '2026-05-11': 5,
  '2026-05-18': 4,
  '2026-06-01': 1,
  '2026-06-08': 2,
};

function touchesOf(date: LocalDate): number {
  const begun = Object.entries(pace).filter(([from]) => from <= date);
  return begun.at(-1)?.[1] ?? 0;
}

let events = 0;

function touches(repId: string, on: LocalDate, count: number) {
  return Array.from({ length: count }, () => {
    events += 1;
    return {
      event_id: `touch-${events}`,
      rep_id: repId,
      enrollment_id: `enrollment-${events}`,
      cadence_id: 'outbound',
      cadence_type: 'cold',
      step_number: 1,
      channel: 'email',
      event_type: 'touch_sent',
      event_at: `${on}T16:00:00Z`,
      recorded_at: `${on}T16:00:00Z`,
    };
  });
}

/** Three high flags on the rep's cadences, raised at noon of a date and mended later. */
function cadenceFlags(on: LocalDate, resolved: LocalDate) {
  return ['generic_opening', 'no_call_to_action', 'too_long'].map((code) => ({
    event_id: `${code}-${on}`,
    rep_id: rep,
    cadence_id: 'outbound',
    cadence_type: 'cold',
    event_type: 'ai_flag',
    event_at: `${on}T16:00:00Z`,
    flag_code: code,
    flag_severity: 'high',
    flag_recommendation: 'Say in the first line why you write to this person.',
    flag_resolved_at: `${resolved}T16:00:00Z`,
    recorded_at: `${on}T16:00:00Z`,
  }));
}

beforeAll(async () => {
  await loadPeople(database.owner, '2025-10-06', 'SDR');
  const workdays = datesBetween('2026-03-02', '2026-07-01').filter(
    (date) => isoWeekday(date) <= 5 && !holidays.includes(date),
  );
  await loadTables(database.owner, {
    holiday: holidays.map((holiday_date) => ({ calendar_id: 'US', holiday_date, name: 'A holiday' })),
    comp_plans: [rep, ...peers].map((rep_id) => ({
      plan_id: `plan-${rep_id}`,
      role: 'SDR',
      rep_id,
      activity_metric: 'touches_per_business_day',
      target_value: rep_id === rep ? 4 : 1,
      effective_from: '2026-01-01',
      recorded_at: '2026-01-01T12:00:00Z',
    })),
    cadence_event_log: workdays.flatMap((on) => [
      ...touches(rep, on, touchesOf(on)),
      ...peers.flatMap((peer) => touches(peer, on, 1)),
    ]),
  });
  await loadTables(database.owner, {
    cadence_event_log: [...cadenceFlags('2026-05-06', '2026-05-20'), ...cadenceFlags('2026-06-01', '2026-06-12')],
  });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-04-05' });
});
afterAll(() => world.stop());

const items = () => database.owner('rep_coaching_log').orderBy('coaching_date');
const weeksOfVolume = () =>
  database
    .owner('pattern_week')
    .join('pattern_episode', 'pattern_episode.episode_id', 'pattern_week.episode_id')
    .where({ metric_key: 'SDR.outreach_volume' })
    .orderBy('as_of')
    .select('as_of', 'pattern_week.clock', 'flagged');

describe('a quarter of an SDR', daysOn, () => {
  it('begins without a word, until the rep all but stops writing', async () => {
    await liveUntil(world, '2026-04-24', { '2026-04-24': ['daily_flag to mia'] });
    expect(textOf(await world.lastMessage(manager))).toMatch(/40\.0%.*critical below 50\.0%/);
  });

  it('has the action of the flag approved, which the digest of May carries', async () => {
    await world.click(manager, actionIds.approve, await world.lastMessage(manager));
    await expect.poll(async () => (await items())[0]?.approval_status).toBe('approved');
    await liveUntil(world, '2026-05-01', { '2026-05-01': monthlyMessages });
    expect(textOf(await world.lastMessage(rep))).toContain((await items())[0]?.recommended_action);
    expect(await everythingTo(world, rep)).not.toMatch(/critical|daily flag/i);
  });

  it('goes on as a weekly pattern without being asked about again', async () => {
    await liveUntil(world, '2026-05-11', { '2026-05-11': ['week_two_notice to mia'] });
    expect(await items()).toHaveLength(1);
  });

  it('has a second flag for something else, which the manager dismisses', async () => {
    await liveUntil(world, '2026-05-14', { '2026-05-14': ['daily_flag to mia'] });
    await world.click(manager, actionIds.openDismiss, await world.lastMessage(manager));
    const modal = await world.modal(manager, viewIds.dismiss);
    await world.fill(manager, modal, inputIds.dismissReason, 'already_handled');
    expect(await world.submit(manager, modal)).toEqual({});
    await expect.poll(async () => (await items())[1]?.approval_status).toBe('dismissed');
    await expectSaid(world, []);
  });

  it('is better by exactly ten per cent in the third week, so the count starts again and nothing goes up', async () => {
    await liveUntil(world, '2026-05-18', {});
    expect(await weeksOfVolume()).toEqual([
      { as_of: '2026-05-04', clock: 1, flagged: true },
      { as_of: '2026-05-11', clock: 2, flagged: true },
      { as_of: '2026-05-18', clock: 1, flagged: true },
    ]);
  });

  it('is over by June, which the digest says; the dismissed action is in none', async () => {
    await liveUntil(world, '2026-06-01', { '2026-06-01': monthlyMessages });
    const [volume, openFlags] = await items();
    expect(volume).toMatchObject({ resolution_date: '2026-06-01', improvement_detected: true });
    expect(openFlags?.surfaced_at).toBeNull();
    expect(await everythingTo(world, rep)).not.toContain(openFlags?.recommended_action);
    expect(await everythingTo(world, slm)).not.toContain('Rae');
  });

  it('comes back: the third flag within four weeks goes to the second-line manager instead', async () => {
    await liveUntil(world, '2026-06-09', {
      '2026-06-05': ['daily_flag to mia'],
      '2026-06-09': ['escalation to sol', 'escalation_history to sol', 'escalation_notice to mia'],
    });
    for (const date of ['14 May 2026', '5 Jun 2026', '9 Jun 2026']) {
      expect(textOf(await world.lastMessage(slm))).toContain(date);
    }
  });

  it('reminds the second-line manager, who owns it', async () => {
    await liveUntil(world, '2026-06-12', { '2026-06-12': ['escalation_reminder to sol'] });
    await world.click(slm, actionIds.ownEscalation, await world.lastMessage(slm));
    await expect.poll(() => database.owner('escalation').pluck('owned_by')).toEqual([slm]);
    await expectSaid(world, []);
  });

  it('recurs as a pattern too, known as the one of May, and escalates once three weeks have passed', async () => {
    await liveUntil(world, '2026-06-29', {
      '2026-06-22': ['week_two_notice to mia'],
      '2026-06-29': [
        'escalation to sol',
        'escalation_history to sol',
        'escalation_notice to mia',
        'review_reminder to mia',
      ],
    });
    const [first, , again] = await items();
    expect(again).toMatchObject({ recurrence_of: first?.episode_id, escalation_date: '2026-06-29' });
    expect(await database.owner('escalation').orderBy('as_of').pluck('rule')).toEqual(['E6', 'E2']);
  });

  it('ends with a digest that shows the numbers, and nothing that waits or went up', async () => {
    await liveUntil(world, '2026-07-01', { '2026-07-01': monthlyMessages });
    const seen = await everythingTo(world, rep);
    for (const { recommended_action } of (await items()).slice(1)) expect(seen).not.toContain(recommended_action);
    expect(seen).not.toMatch(/scalat|Sol Example|critical/);
  });
});
