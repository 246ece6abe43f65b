import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Reading, Status } from '../../src/domain/metric.ts';
import { readFeed } from '../../src/feeds/feed.ts';
import { forecastAccuracy } from '../../src/feeds/forecast-accuracy.ts';
import { feeds } from '../../src/feeds/index.ts';
import { mbrPersistentGaps } from '../../src/feeds/mbr-persistent-gaps.ts';
import { wbrPatterns } from '../../src/feeds/wbr-patterns.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, people } from '../support/small-organisation.ts';
import { giveReading } from '../support/weekly-readings.ts';

const database = useDatabase();
const MONDAY: LocalDate = '2026-03-16';
const TEAM = people.peers.slice(0, 5);
const [FIRST = expect.fail()] = TEAM;

beforeEach(async () => {
  await database.owner.raw(`truncate person, rep_activity, territory_definitions, metric_reading, job_run,
    fiscal_calendar, pattern_episode, rep_coaching_log, escalation cascade`);
  await loadPeople(database.owner, '2026-01-05');
  await ended(MONDAY);
});

async function ended(monday: LocalDate, state: 'done' | 'running' = 'done'): Promise<void> {
  await database.owner('job_run').insert({
    job: 'weekly',
    local_period: monday,
    state,
    run_start: `${monday}T10:00:00Z`,
    lease_until: `${monday}T10:00:00Z`,
    finished_at: state === 'done' ? `${monday}T10:01:00Z` : null,
  });
}

async function readings(reps: readonly string[], status: Status = 'ok', change: Partial<Reading> = {}): Promise<void> {
  for (const rep of reps) await giveReading(database.owner, rep, MONDAY, { status, fired: false, ...change });
}

async function pattern(repId: string, weeks: readonly object[] = [{ flagged: true }], dimension = '2>3') {
  const ids = await givePendingItem(database.owner, { repId, on: MONDAY, dimension });
  for (const week of weeks) {
    await database
      .owner('pattern_week')
      .insert({ episode_id: ids.episodeId, as_of: MONDAY, value: '0.2', clock: 1, ...week });
  }
  return ids;
}

async function escalation(change: object): Promise<void> {
  await database.owner('escalation').insert({
    rule: 'E1',
    rep_id: FIRST,
    role: 'AE',
    as_of: MONDAY,
    with_since: new Date(`${MONDAY}T11:00:00Z`),
    manager_id: people.otherManager,
    slm_id: people.slm,
    dedup_key: JSON.stringify(change),
    ...change,
  });
}

const teams = () => readFeed(database.owner, wbrPatterns);
const gaps = () => readFeed(database.owner, mbrPersistentGaps);

describe('a team is shown', () => {
  it('from five measured reps on', async () => {
    await readings(TEAM);
    expect(await teams()).toMatchObject([{ team_id: people.otherManager, reps_measured: 5 }]);
  });

  it('not with four, nor where the fifth could not be judged', async () => {
    await readings(TEAM.slice(0, 4));
    expect(await teams()).toEqual([]);
    await readings(TEAM.slice(4), 'insufficient_sample');
    expect(await teams()).toEqual([]);
  });

  it('not where two teams make five together', async () => {
    await readings([people.rep, ...TEAM.slice(0, 4)]);
    expect(await teams()).toEqual([]);
  });

  it('as the reporting lines were that Monday', async () => {
    await readings(TEAM);
    const line = { rep_id: FIRST, slm_id: people.slm };
    await database.owner('reporting_line').where({ rep_id: FIRST }).update({ effective_to: MONDAY });
    await database
      .owner('reporting_line')
      .insert({ ...line, manager_id: people.manager, effective_from: MONDAY, effective_to: null });
    expect(await teams()).toEqual([]);
  });

  it('for weeks that were run to their end, not for one under way or only backfilled', async () => {
    await readings(TEAM);
    await database.owner('job_run').del();
    expect(await teams()).toEqual([]);
    await ended(MONDAY, 'running');
    expect(await teams()).toEqual([]);
  });
});

describe('of a team it counts', () => {
  beforeEach(() => readings(TEAM));

  it('a rep once, however many parts of the metric are flagged', async () => {
    await readings(TEAM, 'ok', { dimension: '3>4' });
    await pattern(FIRST);
    await pattern(FIRST, [{ flagged: true }], '3>4');
    expect(await teams()).toMatchObject([{ reps_measured: 5, reps_flagged: 1 }]);
  });

  it.each([
    ['a tenth better, exactly', '0.1', 1],
    ['a tenth, less what division loses', '0.0999999999', 1],
    ['less than a tenth', '0.0999', 0],
    ['no comparison', null, 0],
  ])('as improving: %s', async (_name, improvement, expected) => {
    await pattern(FIRST, [{ flagged: true, improvement, improvement_needed: '0.1' }]);
    expect(await teams()).toMatchObject([{ reps_flagged: 1, reps_improving: expected }]);
  });

  it('as improving: a pattern that is over, in the week in which it was found so', async () => {
    await pattern(FIRST, [{ flagged: false }, { as_of: '2026-03-09', flagged: false }]);
    await database.owner('pattern_episode').update({ state: 'resolved', closed_on: MONDAY });
    await ended('2026-03-09');
    for (const rep of TEAM) await giveReading(database.owner, rep, '2026-03-09');
    expect(await teams()).toMatchObject([{ reps_improving: 0 }, { reps_flagged: 0, reps_improving: 1 }]);
  });

  it('no week that was held, and none that was clear', async () => {
    await pattern(FIRST, [{ flagged: null, hold_reason: 'leave' }]);
    await pattern(TEAM[1] ?? '', [{ flagged: false }]);
    expect(await teams()).toMatchObject([{ reps_flagged: 0, reps_improving: 0 }]);
  });

  it.each([
    ['2026-03-16', 1],
    ['2026-03-10', 1],
    ['2026-03-09', 0],
    ['2026-03-17', 0],
  ])('escalations of the week: %s', async (asOf, expected) => {
    const { coachingId } = await pattern(FIRST);
    await escalation({ as_of: asOf, coaching_id: coachingId, rule: 'E6' });
    expect(await teams()).toMatchObject([{ reps_escalated: expected }]);
  });

  it('no notice that goes to the manager alone', async () => {
    const { coachingId } = await pattern(FIRST);
    await escalation({ coaching_id: coachingId, rule: 'E3' });
    expect(await teams()).toMatchObject([{ reps_escalated: 0 }]);
  });
});

describe('a persistent gap', () => {
  it('is owned and resolved, while its pattern goes on', async () => {
    const { coachingId, episodeId } = await pattern(FIRST);
    await escalation({ rule: 'E2', coaching_id: coachingId, episode_id: episodeId, owned_by: people.slm });
    expect(await gaps()).toMatchObject([{ escalation_state: 'owned', owner_id: people.slm, age_weeks: 1 }]);
    await database.owner('escalation').update({
      resolved_at: '2026-03-20T18:30:00Z',
      resolved_by: people.slm,
      outcome: 'plan_agreed',
      resolution_note: 'CANARY',
    });
    await ended('2026-03-30');
    expect(await gaps()).toMatchObject([
      {
        escalation_state: 'resolved',
        resolution: 'plan_agreed',
        resolved_at: '2026-03-20T18:30:00.000Z',
        pattern_state: 'open',
        ended_on: null,
        age_weeks: 3,
      },
    ]);
  });

  it('ages until its pattern ends', async () => {
    const { coachingId, episodeId } = await pattern(FIRST);
    await escalation({ rule: 'E2', coaching_id: coachingId, episode_id: episodeId });
    await database.owner('pattern_episode').update({ state: 'resolved', closed_on: '2026-03-30' });
    await ended('2026-04-27');
    expect(await gaps()).toMatchObject([{ pattern_state: 'resolved', ended_on: '2026-03-30', age_weeks: 3 }]);
  });

  it('without a pattern ages from its escalation to its resolution', async () => {
    await escalation({ rule: 'E5', note: 'CANARY' });
    await ended('2026-04-06');
    expect(await gaps()).toMatchObject([
      { rule: 'E5', metric_key: null, pattern_state: null, since: MONDAY, age_weeks: 4, as_of: '2026-04-06' },
    ]);
    await database.owner('escalation').update({
      resolved_at: '2026-03-25T00:00:00Z',
      resolved_by: people.slm,
      outcome: 'other',
      resolution_note: 'CANARY',
    });
    expect(await gaps()).toMatchObject([{ ended_on: '2026-03-25', age_weeks: 2 }]);
  });

  it('of the day after the latest run is not younger than a week begun', async () => {
    await escalation({ as_of: '2026-03-18' });
    expect(await gaps()).toMatchObject([{ age_weeks: 1, since: '2026-03-18' }]);
  });
});

describe('forecast accuracy', () => {
  const accuracy = { metricKey: 'AE.commit_accuracy', dimension: '', windowStart: '2025-10-01' } as const;
  const quarter = { ...accuracy, windowEnd: '2026-01-01' } as const;
  beforeEach(() =>
    database
      .owner('fiscal_calendar')
      .insert({ fiscal_quarter: 'Q4', fiscal_year: '2025', start_date: '2025-10-01', end_date: '2026-01-01' }),
  );

  it.each(['ok', 'no_benchmark', 'ramping', 'on_leave'] as const)(
    'is given where the reading is %s',
    async (status) => {
      await readings([FIRST], status, quarter);
      expect(await readFeed(database.owner, forecastAccuracy)).toHaveLength(1);
    },
  );

  it.each(['data_quality', 'not_applicable'] as const)('is not where it is %s', async (status) => {
    await readings([FIRST], status, quarter);
    expect(await readFeed(database.owner, forecastAccuracy)).toEqual([]);
  });

  it('is the latest weekly reading of the quarter', async () => {
    await readings([FIRST], 'ok', quarter);
    await giveReading(database.owner, FIRST, '2026-03-23', { ...quarter, status: 'data_quality' });
    await giveReading(database.owner, FIRST, '2026-04-01', { ...quarter, period: 'month' });
    expect(await readFeed(database.owner, forecastAccuracy)).toEqual([]);
    await giveReading(database.owner, FIRST, '2026-03-30', quarter);
    expect(await readFeed(database.owner, forecastAccuracy)).toMatchObject([{ as_of: '2026-03-30' }]);
  });
});

it('no text of anybody leaves in a feed', async () => {
  await readings(TEAM);
  const { coachingId, episodeId } = await pattern(FIRST);
  await escalation({ rule: 'E2', coaching_id: coachingId, episode_id: episodeId, note: 'CANARY' });
  await database.owner('rep_coaching_log').update({
    pattern_detected: 'CANARY',
    recommended_action: 'CANARY',
    original_action: 'CANARY',
    approval_status: 'modified',
    approved_by: people.otherManager,
    decided_at: '2026-03-16T12:00:00Z',
    decision_note: 'CANARY',
  });
  for (const feed of feeds) expect(JSON.stringify(await readFeed(database.owner, feed))).not.toContain('CANARY');
});
