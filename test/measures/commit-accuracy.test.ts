import { beforeEach, describe, expect, it } from 'vitest';
import { worstRows } from '../../src/catalog/playbook/examples.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { evidenceFor } from '../../src/measures/evidence/index.ts';
import { quotaLedger } from '../../src/measures/quota-ledger.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { evidenceRequest } from './evidence-request.ts';
import { type Line, line } from './ledger-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

const database = useDatabase();

/** The first Monday after the quarter that ended on March 31. */
const RUN: TestRun = { metrics: ['AE.commit_accuracy'], t: '2026-04-06', members: [member('rita')] };

beforeEach(async () => {
  await database.owner.raw('truncate quota_retirement_ledger, quota_store, fx_rate');
  await loadTables(database.owner, {
    fx_rate: [
      { currency: 'EUR', fiscal_year: '2026', plan_rate: 2 },
      { currency: 'EUR', fiscal_year: '2025', plan_rate: 7 },
    ],
  });
});

async function accuracy(rows: readonly Record<string, unknown>[], run: TestRun = RUN) {
  await loadTables(database.owner, { quota_retirement_ledger: [...rows] });
  const { metrics, refused } = await quotaLedger(database.db, measureRequest(run));
  const measured = metrics.find(({ metricKey }) => metricKey === 'AE.commit_accuracy');
  const series = measured?.series.find((one) => one.repId === 'rita');
  const [own] = series?.own ?? [];
  return {
    actual: own?.numerator?.toNumber(),
    commit: own?.denominator?.toNumber(),
    value: series?.value === null ? null : series?.value?.toNumber(),
    bias: series?.companions.bias,
    size: own?.size,
    newEvidence: series?.newEvidence,
    status: series?.status,
    outage: measured?.sourceOutage,
    quality: measured?.quality.get('rita')?.own,
    refused,
  };
}

const lines = (list: readonly Line[]) => list.map((one) => line(one));

/** 20 closed and 80 committed in the third week, 60 closed in the end. */
const QUARTER: Line[] = [
  ['L1', 'A', 'closed_credit', 20, 'USD', '2026-01-15'],
  ['C0', 'B', 'commit', 500, 'USD', '2026-01-09'],
  ['C1', 'B', 'commit', 50, 'USD', '2026-01-16'],
  ['C2', 'C', 'commit', 30, 'USD', '2026-01-16'],
  ['C3', 'A', 'commit', 20, 'USD', '2026-01-16'],
  ['C4', 'B', 'commit', 15, 'USD', '2026-01-23'],
  ['L2', 'B', 'closed_credit', 45, 'USD', '2026-03-20'],
  ['L3', 'B', 'clawback', -5, 'USD', '2026-03-31'],
];

it('is how near the end of the quarter came to the commit of its third week', async () => {
  expect(await accuracy(lines(QUARTER))).toMatchObject({
    actual: 60,
    commit: 100,
    value: 0.6,
    bias: -0.4,
    size: 1,
    newEvidence: 1,
    status: undefined,
    outage: undefined,
    quality: { rows: 5, excluded: 0 },
    refused: [],
  });
});

it('a beat is a miss, too, with its sign in the bias', async () => {
  const beaten = [...QUARTER, ['L4', 'D', 'adjustment', 65, 'USD', '2026-02-10'] satisfies Line];
  expect(await accuracy(lines(beaten))).toMatchObject({ actual: 125, value: 0.75, bias: 0.25 });
});

it('is nothing at worst', async () => {
  const sandbagged = [...QUARTER, ['L4', 'D', 'adjustment', 5000, 'USD', '2026-02-10'] satisfies Line];
  expect(await accuracy(lines(sandbagged))).toMatchObject({ value: 0, bias: 49.6 });
});

describe('the commit', () => {
  it.each([
    ['has a snapshot of the last day before the 21st', '2026-01-21', 7],
    ['not one of the 21st day', '2026-01-22', 100],
  ])('%s', async (_name, date, commit) => {
    const later: Line = ['X', 'D', 'commit', 7, 'USD', date];
    expect((await accuracy(lines([...QUARTER, later]))).commit).toBe(commit === 7 ? 27 : commit);
  });

  it('is closed before the 21st day', async () => {
    const edges: Line[] = [
      ['X1', 'D', 'closed_credit', 1, 'USD', '2026-01-21'],
      ['X2', 'E', 'closed_credit', 10, 'USD', '2026-01-22'],
    ];
    expect(await accuracy(lines([...QUARTER, ...edges]))).toMatchObject({ commit: 101, actual: 71 });
  });

  it('leaves out a deal that anybody had been credited for, not one credited later', async () => {
    const others = [
      line(['X1', 'C', 'closed_credit', 30, 'USD', '2026-01-21'], { rep_id: 'olaf' }),
      line(['X2', 'B', 'closed_credit', 30, 'USD', '2026-01-22'], { rep_id: 'olaf' }),
    ];
    expect(await accuracy([...lines(QUARTER), ...others])).toMatchObject({ commit: 70, actual: 60 });
  });

  it('of nothing has no accuracy', async () => {
    const late: Line[] = [['L1', 'A', 'closed_credit', 20, 'USD', '2026-02-15']];
    expect(await accuracy(lines(late))).toMatchObject({ actual: 20, commit: 0, value: null, bias: null });
    await database.owner.raw('truncate quota_retirement_ledger');
    expect(await accuracy([])).toMatchObject({ commit: 0, value: null, status: undefined });
  });

  it('of another quarter does not count', async () => {
    const later = line(['X', 'D', 'commit', 7, 'USD', '2026-01-21'], { fiscal_quarter: 'Q2-2026' });
    expect((await accuracy([...lines(QUARTER), later])).commit).toBe(100);
  });
});

describe('the quarter', () => {
  it('has what took effect from its first day to its last', async () => {
    const edges: Line[] = [
      ['before', 'A', 'closed_credit', 1, 'USD', '2025-12-31'],
      ['first', 'B', 'closed_credit', 10, 'USD', '2026-01-01'],
      ['last', 'C', 'closed_credit', 100, 'USD', '2026-03-31'],
      ['after', 'D', 'closed_credit', 1000, 'USD', '2026-04-01'],
    ];
    expect(await accuracy(lines(edges))).toMatchObject({ actual: 110, commit: 10 });
  });

  it('is the last one completed, and says something new only in the week after its end', async () => {
    expect(await accuracy(lines(QUARTER), { ...RUN, t: '2026-04-13' })).toMatchObject({ actual: 60, newEvidence: 0 });
    await database.owner.raw('truncate quota_retirement_ledger');
    expect(await accuracy(lines(QUARTER), { ...RUN, t: '2026-03-30' })).toMatchObject({ actual: 0, newEvidence: 0 });
  });

  it.each([
    ['ends on a Monday', '2026-04-06', 1],
    ['ended the Monday before', '2026-03-30', 0],
  ] as const)('that %s', async (_name, end, newEvidence) => {
    const quarters = [{ fiscalQuarter: 'Q1-2026', fiscalYear: '2026', start: '2026-01-01', end } as const];
    expect((await accuracy(lines(QUARTER), { ...RUN, quarters })).newEvidence).toBe(newEvidence);
  });

  it('does not know what was recorded once the run had begun', async () => {
    const late = line(['X', 'D', 'closed_credit', 5, 'USD', '2026-03-20'], { recorded_at: '2026-04-06T10:00:00Z' });
    expect((await accuracy([...lines(QUARTER), late])).actual).toBe(60);
  });
});

describe('a stint', () => {
  const since = (stintStart: `${number}-${number}-${number}`) => ({
    ...RUN,
    members: [member('rita', { stintStart })],
  });

  it('begun by the 21st day counts from its beginning on', async () => {
    expect(await accuracy(lines(QUARTER), since('2026-01-16'))).toMatchObject({
      actual: 40,
      commit: 80,
      status: undefined,
    });
  });

  it('begun on that day has committed nothing; one begun later does not apply', async () => {
    expect(await accuracy(lines(QUARTER), since('2026-01-22'))).toMatchObject({ commit: 0, status: undefined });
    await database.owner.raw('truncate quota_retirement_ledger');
    expect(await accuracy(lines(QUARTER), since('2026-01-23'))).toMatchObject({ status: 'not_applicable' });
    await database.owner.raw('truncate quota_retirement_ledger');
    expect(await accuracy(lines(QUARTER), since('2026-04-03'))).toMatchObject({ status: 'not_applicable', actual: 0 });
  });
});

describe('money', () => {
  it('is taken at the rate of the quarter’s own year', async () => {
    const euros: Line[] = [
      ['L1', 'A', 'closed_credit', 30, 'EUR', '2025-10-15'],
      ['L2', 'B', 'closed_credit', 50, 'EUR', '2025-12-15'],
    ];
    const found = await accuracy(
      lines(euros).map((row) => ({ ...row, fiscal_quarter: 'Q4-2025' })),
      { ...RUN, t: '2026-01-05' },
    );
    expect(found).toMatchObject({ actual: 560, commit: 210 });
  });

  it('without a rate makes the data poor at once', async () => {
    const yen: Line = ['X', 'D', 'closed_credit', 900, 'JPY', '2026-03-20'];
    expect(await accuracy(lines([...QUARTER, yen]))).toMatchObject({
      actual: 60,
      status: 'data_quality',
      refused: [{ reason: expect.stringContaining('plan rate'), rows: 1 }],
    });
  });

  it('that is not a number is left out and counted', async () => {
    const broken = line(['X', 'D', 'closed_credit', 0, 'USD', '2026-03-20'], { amount: 'NaN' });
    expect(await accuracy([...lines(QUARTER), broken])).toMatchObject({
      actual: 60,
      status: undefined,
      quality: { rows: 6, excluded: 1 },
      refused: [{ reason: expect.stringContaining('no amount'), rows: 1 }],
    });
  });
});

it('stands beside pace, each with its own quarter, from one reading of the ledger', async () => {
  const current = line(['N', 'E', 'closed_credit', 7, 'USD', '2026-04-02'], { fiscal_quarter: 'Q2-2026' });
  await loadTables(database.owner, { quota_retirement_ledger: [...lines(QUARTER), current] });
  const both = measureRequest({ ...RUN, metrics: ['AE.pace_attainment', 'AE.commit_accuracy'] });
  const { metrics } = await quotaLedger(database.db, both);
  expect(metrics.map(({ series }) => series[0]?.own[0]?.numerator?.toNumber())).toEqual([7, 60]);
  expect(metrics.map(({ sourceOutage }) => sourceOutage)).toEqual([false, undefined]);
});

it('is explained by the deals that were committed and did not come in, the largest part first', async () => {
  await loadTables(database.owner, {
    quota_retirement_ledger: lines([...QUARTER, ['L4', 'D', 'closed_credit', 9, 'USD', '2026-03-02']]),
  });
  const found = await evidenceFor(metricOf('AE.commit_accuracy'))(database.db, evidenceRequest(RUN));
  const rows = found.map((row) => ({ ...row, account: row.accountId }));
  const named = worstRows(metricOf('AE.commit_accuracy'), { benchmark: new Decimal('0.9') }, rows);
  // Of C's 30 nothing came in, of B's 50 it was 45 less a clawback of 5; A came in as committed, D without.
  expect(named.map(({ name }) => name)).toEqual(['commit C2, deal C', 'commit C1, deal B']);
});
