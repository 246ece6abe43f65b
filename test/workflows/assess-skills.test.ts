import { beforeEach, describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { skills } from '../../src/catalog/skills.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { composeEngine } from '../../src/main.ts';
import { backfill } from '../../src/workflows/backfill.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { call } from '../measures/call-rows.ts';
import { ZONE } from '../measures/stage-history-rows.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { person, type RepRows, repRows } from './metric-rows.ts';

const database = useDatabase();
const settings = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };
const catalog = catalogOf([metricOf('AE.product_knowledge')], defaultThresholds, skills);

const MONDAY = '2026-03-02';
const SUNDAY = '2026-03-01';
const PEERS = { ann: 64, bea: 70, cyd: 66, dee: 71, eve: 62, fay: 68 };

beforeEach(async () => {
  await database.owner.raw(`truncate conv_intelligence, rep_activity, territory_definitions, rep_profile, metric_reading,
    rep_skill_assessment_log, job_run, job_item, person cascade`);
});

/** Two calls a week of everybody for half a year; rita's of a score that may change with the week. */
async function load(ofRita: (weeksAgo: number) => object | null) {
  const reps: RepRows[] = ['rita', ...Object.keys(PEERS)].map((id) => ({ id }));
  const weeks = Array.from({ length: 26 }, (_, index) => index + 1);
  const callsOf = (repId: string, scored: (weeksAgo: number) => object | null) =>
    weeks.flatMap((weeksAgo) => {
      const change = scored(weeksAgo);
      const dates = [2, 4].map((day) => addDays(MONDAY, day - 7 * weeksAgo));
      if (change === null) return [];
      return dates.map((date) =>
        call(`${date}T15:00:00Z`, { call_owner_rep_id: repId, call_owner_role: 'AE', ...change }),
      );
    });
  await loadTables(database.owner, {
    person: reps.map((rep) => person(rep.id)),
    ...repRows(reps),
    conv_intelligence: [
      ...callsOf('rita', ofRita),
      ...Object.entries(PEERS).flatMap(([id, score]) => callsOf(id, () => ({ product_knowledge_score: score }))),
    ],
  });
}

const scored = (score: number) => ({ product_knowledge_score: score });

async function assess(from: LocalDate = MONDAY, to: LocalDate = MONDAY) {
  return backfill(database.db, { from, to, runStart: new Date('2026-03-02T12:00:00Z'), settings, catalog });
}

interface LogRow {
  rep_id: string;
  assessment_date: string;
  severity: string | null;
  trend: string;
  trend_n: number;
  score: string;
}

async function logOf(repId: string): Promise<LogRow[]> {
  return database.owner<LogRow>('rep_skill_assessment_log').where({ rep_id: repId }).orderBy('assessment_date');
}

it('keeps a row for every rep of the cohort, dated on the Sunday', async () => {
  await load(() => scored(50));
  const [week] = await assess();
  expect(week?.skills).toEqual({ assessments: 7, added: 7, gaps: 1 });
  const [row, ...others] = await logOf('rita');
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    role: 'AE',
    assessment_date: SUNDAY,
    skill_dimension: 'product_knowledge',
    gap_detected: true,
    severity: 'medium',
    evidence_source: 'ConvIntelligence',
    trend: 'stable',
    trend_n: 1,
    score: '50',
    evidence_n: 8,
    cohort_n: 7,
    peer_median: '67',
    scoring_model_version: 'v1',
  });
  const [best] = await logOf('dee');
  expect(best).toMatchObject({ gap_detected: false, severity: null, peer_median: '65' });
});

it('the same week again adds nothing, and changes nothing', async () => {
  await load(() => scored(50));
  await assess();
  const before = await database.owner('rep_skill_assessment_log').select();
  await database.owner('conv_intelligence').update({ product_knowledge_score: 90 });
  const [again] = await assess();
  expect(again?.skills).toMatchObject({ assessments: 7, added: 0 });
  expect(await database.owner('rep_skill_assessment_log').select()).toEqual(before);
});

it('the weekly run keeps the same rows as a backfill', async () => {
  await load(() => scored(50));
  await assess();
  const filled = await database.owner('rep_skill_assessment_log').orderBy('rep_id').select();
  await database.owner('rep_skill_assessment_log').del();
  await database.owner('metric_reading').del();
  const engine = composeEngine({ db: database.db, settings, jobTime: '06:00', catalog });
  const now = new Date('2026-03-02T12:00:00Z');
  const run = await engine.run({ job: 'weekly', localPeriod: MONDAY, now, wait: true });
  expect(run).toMatchObject({ outcome: 'done', summary: { skills: 7, skillGaps: 1 } });
  expect(await database.owner('rep_skill_assessment_log').orderBy('rep_id').select()).toEqual(filled);
});

describe('writes no row', () => {
  it('where there is too little evidence', async () => {
    // Three calls in thirty days.
    await load((weeksAgo) => (weeksAgo <= 4 && weeksAgo > 1 ? null : scored(50)));
    await database.owner('conv_intelligence').where({ call_owner_rep_id: 'ann' }).update({ is_external: false });
    await assess();
    expect(await logOf('rita')).toEqual([]);
    expect(await logOf('ann')).toEqual([]);
    expect(await logOf('bea')).toHaveLength(1);
  });

  it('for a month', async () => {
    await load(() => scored(50));
    const run = { t: SUNDAY, runStart: new Date('2026-03-02T12:00:00Z'), settings } as const;
    const members = await loadCohort(database.db, { ...run, thresholds: catalog.thresholds });
    const { skills: found } = await readMetrics(database.db, { ...run, period: 'month', catalog, members });
    expect(found.assessments).toBe(0);
    expect(await logOf('rita')).toEqual([]);
  });

  it('of a rep who is ramping', async () => {
    await load(() => scored(50));
    await database
      .owner('rep_profile')
      .insert({ rep_id: 'rita', hire_date: '2025-06-01', ramp_end_date: '2026-03-03' });
    await assess();
    expect(await logOf('rita')).toEqual([]);
    expect((await logOf('ann'))[0]).toMatchObject({ cohort_n: 6 });
  });
});

describe('the trend', () => {
  const falling = (weeksAgo: number) => scored(60 + weeksAgo * 0.75);

  it('needs four weeks, and makes the gap one level worse', async () => {
    // Behind a median of 67 by 11 points at first, by 15 in the end.
    await load((weeksAgo) => scored(50 + weeksAgo * 0.75));
    await assess('2026-02-02');
    const rows = await logOf('rita');
    expect(rows.map((row) => [row.assessment_date, row.trend, row.trend_n, row.severity])).toEqual([
      ['2026-02-01', 'stable', 1, 'low'],
      ['2026-02-08', 'stable', 2, 'low'],
      ['2026-02-15', 'stable', 3, 'low'],
      ['2026-02-22', 'deteriorating', 4, 'medium'],
      [SUNDAY, 'deteriorating', 5, 'high'],
    ]);
  });

  it('looks at six weeks at most', async () => {
    await load(falling);
    await assess('2026-01-05');
    expect((await logOf('rita')).map((row) => row.trend_n)).toEqual([1, 2, 3, 4, 5, 6, 6, 6, 6]);
  });

  it('begins anew with a new scoring model', async () => {
    await load((weeksAgo) => ({ ...falling(weeksAgo), scoring_model_version: weeksAgo <= 3 ? 'v2' : 'v1' }));
    await assess('2026-01-26');
    expect((await logOf('rita')).map((row) => row.trend_n)).toEqual([1, 2, 3, 4, 1, 2]);
  });
});
