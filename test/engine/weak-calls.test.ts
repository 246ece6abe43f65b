import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import { callRows } from '../support/daily-rows.ts';
import { loadTables } from '../support/rows.ts';
import { people } from '../support/small-organisation.ts';
import { at, useDailyRuns } from './daily-world.ts';

/* Whose calls are of low quality for a month (E3), through the daily run: who is measured, against whom, and since when. */
const world = useDailyRuns();
const wednesday = '2026-03-18';
const firstCall = '2026-01-02';

/** A call a day: the rep's are the worst, three peers are exactly at the line. */
beforeEach(async () => {
  const rows = datesBetween(firstCall, '2026-03-20').flatMap((on) => [
    ...callRows({ repId: people.rep, on }, { quality_score: 60 }),
    ...people.peers.flatMap((repId, index) => callRows({ repId, on }, { quality_score: 70 + Math.max(2, index) })),
  ]);
  await loadTables(world.owner, { conv_intelligence: rows });
});

const dayOf = (day: LocalDate, repId: string = people.rep) =>
  world.owner('quality_day').where({ rep_id: repId, day }).first();
const told = () => world.owner('delivery').where({ kind: 'weak_calls' }).pluck<string[]>('recipient_id');
const ramping = (repIds: readonly string[]) =>
  world.owner('rep_profile').whereIn('rep_id', repIds).update({ ramp_end_date: '2026-06-01' });
/** Measured from the sixth of January on, when five calls are known. */
const measured = datesBetween('2026-01-07', addDays(wednesday, 1)).length;

describe('who is measured', () => {
  it('is everybody with five calls in the month, since the day that had them', async () => {
    await world.run(wednesday);
    expect(await dayOf(wednesday)).toMatchObject({ q: '60', tau: '72', cohort: 9, below_since: '2026-01-07' });
    expect((await dayOf(wednesday)).below_days).toBe(measured);
    expect(await told()).toEqual([people.manager]);
  });

  it('is nobody with four', async () => {
    const since = addDays(wednesday, -30);
    const rest = world
      .owner('conv_intelligence')
      .where({ call_owner_rep_id: people.rep })
      .whereNotNull('quality_score');
    await rest.clone().where('call_at', '>=', since).andWhere('call_at', '<', addDays(wednesday, -4)).del();
    await world.run(wednesday);
    expect(await dayOf(wednesday)).toMatchObject({ q: null, cohort: 8 });
    expect(await told()).toEqual([]);
  });

  it('is nobody who is ramping', async () => {
    await ramping([people.rep]);
    await world.run(wednesday);
    expect(await dayOf(wednesday)).toMatchObject({ q: null, below_days: 0, cohort: 8 });
    expect(await told()).toEqual([]);
  });
});

describe('the line', () => {
  it('is of those of the role who are not ramping', async () => {
    await ramping(people.peers.slice(0, 1));
    await world.run(wednesday);
    expect(await dayOf(wednesday)).toMatchObject({ cohort: 8, below_days: measured });
    expect(await told()).toEqual([people.manager]);
  });

  it('is none for seven: nothing is told', async () => {
    await ramping(people.peers.slice(0, 2));
    await world.run(wednesday);
    expect(await dayOf(wednesday)).toMatchObject({ cohort: 7, tau: null, below_days: 0 });
    expect(await told()).toEqual([]);
  });

  it('may be asked to lie some points above the rep besides', async () => {
    const outcome = overriddenCatalog(builtInCatalog, { e3_min_gap: 14 });
    if (!('catalog' in outcome)) throw new Error(JSON.stringify(outcome.faults));
    await world.run(wednesday, at(wednesday), 'daily', outcome.catalog);
    expect(await dayOf(wednesday)).toMatchObject({ q: '60', median: '73', below_days: 0 });
    expect(await told()).toEqual([]);
  });
});

describe('a run of days', () => {
  it('does not count those on which the rep was away', async () => {
    const away = { from_date: '2026-02-02', to_date: '2026-02-12', kind: 'leave' };
    await world.owner('rep_absence').insert({ rep_id: people.rep, ...away });
    await world.run(wednesday);
    expect((await dayOf(wednesday)).below_days).toBe(measured - 10);
  });

  it('goes on when a colleague joins, and is told once', async () => {
    await world.run(wednesday);
    await world.owner('rep_activity').insert({
      activity_id: 'new-role',
      rep_id: people.otherManager,
      role: 'AE',
      activity_date: wednesday,
      activity_type: 'crm_login',
      recorded_at: `${wednesday}T12:00:00Z`,
    });
    await world.run(addDays(wednesday, 1));
    expect(await dayOf(addDays(wednesday, 1))).toMatchObject({ below_days: measured + 1, is_told: true });
    expect(await told()).toHaveLength(1);
  });

  it('is over in another role: its calls do not count there, and a new run may be told of', async () => {
    await world.run(wednesday);
    await world.owner('rep_activity').insert({
      activity_id: 'rae-moves',
      rep_id: people.rep,
      role: 'AM',
      activity_date: wednesday,
      activity_type: 'crm_login',
      recorded_at: `${wednesday}T12:00:00Z`,
    });
    await world.run(addDays(wednesday, 1));
    expect(await dayOf(addDays(wednesday, 1))).toMatchObject({ role: 'AM', q: null, below_days: 0, is_told: false });
  });
});

it('suggests nothing for a skill that was last assessed more than four weeks ago', async () => {
  await world.owner('rep_skill_assessment_log').insert({
    rep_id: people.rep,
    role: 'AE',
    assessment_date: addDays(wednesday, -29),
    skill_dimension: 'objection_handling',
    gap_detected: false,
    evidence_source: 'ConvIntelligence',
    trend: 'stable',
    score: 30,
    evidence_n: 8,
    cohort_n: 9,
    trend_n: 1,
  });
  await world.run(wednesday);
  expect(await told()).toEqual([people.manager]);
  expect(await world.rows()).toEqual([]);
});
