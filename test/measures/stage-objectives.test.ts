import { beforeEach, describe, expect, it } from 'vitest';
import { stageMoves } from '../../src/measures/stage-moves.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { type Deal, dealRows, instant, type Step } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate opportunities, opportunity_stage_history, opportunity_brief_log');
});

const RUN: TestRun = { metrics: ['AE.stage_objective_execution'], t: '2026-03-02', members: [member('rita')] };

/** A deal that enters stage 2 in December and, unless said, leaves it in February. */
function deal(id: string, steps: readonly [Step['what'], string, string?][] = [[3, '2026-02-10']]): Deal {
  const all: readonly [Step['what'], string, string?][] = [[2, '2025-12-20'], ...steps];
  return {
    id,
    owner: 'rita',
    steps: all.map(([what, at, owner]) => ({ what, at, ...(owner !== undefined && { owner }) })),
  };
}

/** rita's brief on stage 2 of the deal: two of four objectives executed. */
function brief(oppId: string, change: object = {}) {
  return {
    brief_id: `brief on ${oppId}`,
    opp_id: oppId,
    rep_id: 'rita',
    stage_order: 2,
    brief_date: '2026-01-10',
    objectives_stated: 4,
    objectives_executed: 2,
    advance_score: 60,
    scored_at: instant('2026-01-12'),
    recorded_at: instant('2026-01-10'),
    ...change,
  };
}

async function executed(deals: readonly Deal[], briefs: readonly object[], run: TestRun = RUN) {
  await loadTables(database.owner, { ...dealRows(deals), opportunity_brief_log: briefs.map((one) => ({ ...one })) });
  const { metrics, refused } = await stageMoves(database.db, measureRequest(run));
  const series = metrics[0]?.series.find((one) => one.repId === 'rita');
  const [own] = series?.own ?? [];
  return {
    mean: own && `${own.numerator?.toDecimalPlaces(6)}/${own.size}`,
    segment: own?.segment,
    shares: series?.evidence.kind === 'observations' ? series.evidence.groups.flatMap((group) => group.values) : [],
    newEvidence: series?.newEvidence,
    companions: series?.companions,
    quality: metrics[0]?.quality.get('rita')?.own,
    refused,
  };
}

it('dates the end of a stage by the move that ended it, whatever a later row of the next stage is dated', async () => {
  const steps: [Step['what'], string][] = [
    [3, '2026-02-10'],
    [2, '2025-12-25'],
  ];
  const found = await executed([deal('A', steps)], [brief('A')]);
  expect(found.mean).toBe('0.5/1');
});

it('is the mean share of the stated objectives that were executed', async () => {
  const found = await executed(
    [
      deal('A'),
      deal('B', [['lost', '2026-02-27']]),
      deal('C', [['won', '2026-02-12']]),
      deal('old', [[3, '2026-01-02']]),
    ],
    [
      brief('A'),
      brief('B', { objectives_stated: 3, objectives_executed: 1, advance_score: null }),
      brief('C', { objectives_stated: 5, objectives_executed: 5, advance_score: 90 }),
      brief('old', { objectives_executed: 0, brief_date: '2025-12-22', scored_at: instant('2025-12-23') }),
    ],
  );
  expect(found).toEqual({
    mean: '1.833333/3',
    segment: 'enterprise',
    // That of the deal that left the stage before the eight weeks is evidence only.
    shares: [0, expect.closeTo(1 / 3, 12), 0.5, 1],
    newEvidence: 1,
    companions: { mean_advance_score: 75 },
    quality: { rows: 3, excluded: 0 },
    refused: [],
  });
});

describe('the stage', () => {
  it.each<[string, Deal, string | undefined]>([
    ['has to have ended', deal('A', []), undefined],
    ['ends with a skip, too', deal('A', [[4, '2026-02-10']]), '0.5/1'],
    [
      'is not ended by a handover',
      deal('A', [
        [2, '2026-02-01', 'olaf'],
        [3, '2026-02-10'],
      ]),
      undefined,
    ],
    ['is not ended by a step back', deal('A', [[1, '2026-02-01']]), undefined],
    [
      'is not ended by a loss that was undone',
      deal('A', [
        ['lost', '2026-02-01'],
        [2, '2026-02-20'],
      ]),
      undefined,
    ],
    ['ended at the first instant', deal('A', [[3, '2026-01-05T05:00:00Z']]), '0.5/1'],
    ['ended before the first instant', deal('A', [[3, '2026-01-05T04:59:59Z']]), '0/0'],
    ['ended at the last instant', deal('A', [[3, '2026-03-02T04:59:59Z']]), '0.5/1'],
    ['ended at t', deal('A', [[3, '2026-03-02T05:00:00Z']]), undefined],
  ])('%s', async (_name, ended, mean) => {
    expect((await executed([ended], [brief('A')])).mean).toBe(mean);
  });

  it('ends in the stint, whoever owns the deal', async () => {
    const run = { ...RUN, members: [member('rita', { stintStart: '2026-02-10' })] };
    const theirs = { ...deal('A'), owner: 'olaf' };
    const early = deal('B', [[3, '2026-02-09T12:00:00Z']]);
    expect(await executed([theirs, early], [brief('A'), brief('B')], run)).toMatchObject({
      mean: '0.5/1',
      shares: [0.5],
    });
  });
});

describe('the brief', () => {
  const onA = (...briefs: object[]) => executed([deal('A')], briefs);

  it.each<[string, object]>([
    ['that is later', { brief_date: '2026-01-11' }],
    ['of the same date with the higher id', { brief_id: 'later on A' }],
  ])('is the last one: %s', async (_name, change) => {
    expect(await onA(brief('A'), brief('A', { brief_id: 'later', objectives_executed: 3, ...change }))).toMatchObject({
      mean: '0.75/1',
    });
  });

  it('that comes last counts for whoever wrote it', async () => {
    expect((await onA(brief('A'), brief('A', { brief_id: 'x', brief_date: '2026-01-11', rep_id: 'olaf' }))).mean).toBe(
      undefined,
    );
  });

  it('that comes last and states nothing leaves none', async () => {
    const empty = brief('A', { brief_id: 'x', brief_date: '2026-01-11', objectives_stated: 0, objectives_executed: 0 });
    expect(await onA(brief('A'), empty)).toMatchObject({ mean: '0/0', shares: [], quality: { rows: 0, excluded: 0 } });
  });

  it.each<[string, object]>([
    ['not scored', { scored_at: null }],
    ['scored at t', { scored_at: instant('2026-03-02') }],
    ['of the day of the run', { brief_date: '2026-03-02' }],
    ['recorded once the run had begun', { recorded_at: instant('2026-03-02T11:00:00Z') }],
    ['of another stage', { stage_order: 1 }],
    ['of another deal', { opp_id: 'B' }],
  ])('does not count: %s', async (_name, change) => {
    const other = brief('A', { brief_id: 'x', brief_date: '2026-01-11', objectives_executed: 4, ...change });
    expect((await onA(brief('A'), other)).mean).toBe('0.5/1');
  });
});

it('comes with the conversion and the velocity from one reading of the history', async () => {
  await loadTables(database.owner, { ...dealRows([deal('A')]), opportunity_brief_log: [brief('A')] });
  const keys = ['AE.stage_objective_execution', 'AE.stage_velocity', 'AE.stage_conversion'] as const;
  const { metrics } = await stageMoves(database.db, measureRequest({ ...RUN, metrics: keys }));
  const found = metrics.flatMap(({ metricKey, series }) => series.map((one) => `${metricKey} ${one.dimension}`));
  expect(found).toEqual([
    'AE.stage_conversion 2>3',
    'AE.stage_velocity 2',
    'AE.stage_velocity 3',
    'AE.stage_objective_execution ',
  ]);
});
