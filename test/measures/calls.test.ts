import { beforeEach, describe, expect, it } from 'vitest';
import { calls } from '../../src/measures/calls.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { call as callRow } from './call-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate conv_intelligence');
});

const RUN: TestRun = { metrics: ['AE.objection_handling'], t: '2026-03-02', members: [member('rita')] };

const call = (at: string, score: number | null, change: object = {}) =>
  callRow(at, { call_owner_role: 'AE', objection_handling_score: score, ...change });

async function handled(rows: readonly Record<string, unknown>[], run: TestRun = RUN) {
  await loadTables(database.owner, { conv_intelligence: [...rows] });
  const { metrics, refused } = await calls(database.db, measureRequest(run));
  const [measured] = metrics;
  const series = measured?.series.find((one) => one.repId === 'rita');
  return {
    total: series?.own[0]?.numerator?.toNumber(),
    size: series?.own[0]?.size,
    segment: series?.own[0]?.segment,
    scores:
      series?.evidence.kind === 'observations'
        ? series.evidence.groups.flatMap((group) => group.values).toSorted((a, b) => a - b)
        : [],
    newEvidence: series?.newEvidence,
    quality: measured?.quality.get('rita'),
    refused,
  };
}

it('sums up the last thirty days, and keeps the scores of the last 91', async () => {
  const found = await handled([
    call('2026-02-27T15:00:00Z', 40),
    call('2026-02-10T15:00:00Z', 52.5),
    call('2025-12-20T15:00:00Z', 90),
    call('2025-11-20T15:00:00Z', 91),
  ]);
  expect(found).toMatchObject({ total: 92.5, size: 2, segment: 'enterprise', newEvidence: 1 });
  expect(found.scores).toEqual([40, 52.5, 90]);
});

describe('what counts', () => {
  it.each([
    ['no objection', { objections_raised: 0 }],
    ['another role', { call_owner_role: 'SDR' }],
    ['somebody else’s', { call_owner_rep_id: 'olaf' }],
    ['recorded once the run had begun', { recorded_at: instant('2026-03-02T11:00:00Z') }],
  ])('not a call: %s', async (_name, change) => {
    const found = await handled([call('2026-02-10T15:00:00Z', 50), call('2026-02-11T15:00:00Z', 10, change)]);
    expect(found).toMatchObject({ total: 50, size: 1 });
  });

  it('a call without a score is not scored, and no bad row', async () => {
    const found = await handled([call('2026-02-10T15:00:00Z', 50), call('2026-02-11T15:00:00Z', null)]);
    expect(found).toMatchObject({ total: 50, size: 1, quality: { own: { rows: 2, excluded: 0 } }, refused: [] });
  });

  it('a rep without calls has no series', async () => {
    expect((await handled([])).size).toBeUndefined();
  });
});

describe('window edges', () => {
  it.each([
    ['before the first instant', '2026-01-31T04:59:59Z', 0],
    ['at the first instant', '2026-01-31T05:00:00Z', 1],
    ['at the last', '2026-03-02T04:59:59Z', 1],
  ])('%s', async (_name, at, size) => {
    expect((await handled([call(at, 50)])).size).toBe(size);
  });

  it('at t', async () => {
    expect((await handled([call('2026-03-02T05:00:00Z', 50)])).size).toBeUndefined();
  });

  it('of a month are the month’s', async () => {
    const month: TestRun = { ...RUN, t: '2026-03-01', period: 'month' };
    const rows = ['2026-02-01T04:59:59Z', '2026-02-01T05:00:00Z', '2026-03-01T04:59:59Z'].map((at) => call(at, 50));
    expect(await handled(rows, month)).toMatchObject({ size: 2, scores: [50, 50, 50] });
  });

  it('never before the stint', async () => {
    const members = [member('rita', { stintStart: '2026-02-10' })];
    const rows = ['2026-02-09T12:00:00Z', '2026-02-10T12:00:00Z'].map((at) => call(at, 50));
    expect(await handled(rows, { ...RUN, members })).toMatchObject({ size: 1, scores: [50] });
  });
});
