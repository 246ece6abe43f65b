import { beforeEach, describe, expect, it } from 'vitest';
import { quotaLedger } from '../../src/measures/quota-ledger.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { type Line, line, slice } from './ledger-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

const database = useDatabase();

/** Monday in the middle of the quarter: 34 of its 61 business days are over, with two federal holidays before. */
const RUN: TestRun = {
  metrics: ['AE.pace_attainment'],
  t: '2026-02-23',
  members: [
    member('rita', {
      calendar: { weekendDays: [6, 7], holidays: new Set(['2026-01-01', '2026-01-19', '2026-02-16']) },
    }),
  ],
};

const EXAMPLE: Line[] = [
  ['L1', 'O1', 'closed_credit', 45_000, 'USD', '2026-01-28'],
  ['L2', 'O2', 'closed_credit', 30_000, 'EUR', '2026-02-12'],
  ['L3', 'O1', 'clawback', -8000, 'USD', '2026-02-18'],
  ['L4', 'O12', 'closed_credit', 24_000, 'USD', '2026-02-19'],
  ['L5', 'O13', 'closed_credit', 20_000, 'USD', '2026-02-23'],
  ['L6', 'O14', 'commit', 90_000, 'USD', '2026-02-09'],
  ['L7', 'O9', 'commit', 20_000, 'USD', '2026-02-16'],
  ['L8', 'O10', 'commit', 18_000, 'USD', '2026-02-16'],
  ['L9', 'O12', 'commit', 25_000, 'USD', '2026-02-16'],
];

beforeEach(async () => {
  await database.owner.raw('truncate quota_retirement_ledger, quota_store, fx_rate');
  await loadTables(database.owner, { fx_rate: [{ currency: 'EUR', fiscal_year: '2026', plan_rate: 1.1 }] });
});

async function pace(
  lines: readonly Record<string, unknown>[],
  slices: readonly Record<string, unknown>[] = [slice()],
  run: TestRun = RUN,
) {
  await loadTables(database.owner, { quota_retirement_ledger: [...lines], quota_store: [...slices] });
  const { metrics, refused } = await quotaLedger(database.db, measureRequest(run));
  const [measured] = metrics;
  const series = measured?.series.find((one) => one.repId === 'rita');
  const [own] = series?.own ?? [];
  return {
    expected: own?.numerator?.toNumber(),
    asked: own?.denominator?.toNumber(),
    status: series?.status,
    companions: series?.companions,
    newEvidence: series?.newEvidence,
    outage: measured?.sourceOutage,
    refused,
  };
}

const lines = (list: readonly Line[]) => list.map((one) => line(one));

it('is closed and committed against what the time passed asks for', async () => {
  const { expected, asked, companions, status, newEvidence, outage } = await pace(lines(EXAMPLE));
  expect(expected).toBe(132_000);
  expect(asked).toBeCloseTo(167_213.11475409835, 8);
  expect((expected ?? 0) / (asked ?? 1)).toBeCloseTo(0.7894117647058824, 12);
  expect(companions).toMatchObject({ attainment: 94_000 / 300_000, projected: 0.44 });
  expect(companions?.elapsed_weight).toBeCloseTo(34 / 61, 12);
  expect({ status, newEvidence, outage }).toEqual({ status: undefined, newEvidence: 1, outage: false });
});

describe('commit', () => {
  it('of a deal that somebody else was credited for does not count twice', async () => {
    const credit = line(['X', 'O9', 'closed_credit', 20_000, 'USD', '2026-02-20'], { rep_id: 'olaf' });
    expect((await pace([...lines(EXAMPLE), credit])).expected).toBe(112_000);
  });

  it('of the latest snapshot before t, though it was made before the quarter began', async () => {
    const early = line(['X', 'O1', 'commit', 5000, 'USD', '2025-12-29']);
    expect((await pace([early])).expected).toBe(5000);
  });

  it('of another quarter does not count', async () => {
    const later = line(['X', 'O1', 'commit', 5000, 'USD', '2026-02-20'], { fiscal_quarter: 'Q2-2026' });
    expect((await pace([...lines(EXAMPLE), later])).expected).toBe(132_000);
  });
});

describe('the quarter', () => {
  it('has what took effect in it: from its first day, before t', async () => {
    const edges: Line[] = [
      ['before', 'A', 'closed_credit', 1, 'USD', '2025-12-31'],
      ['first', 'B', 'closed_credit', 10, 'USD', '2026-01-01'],
      ['last', 'C', 'adjustment', 100, 'USD', '2026-02-22'],
      ['t', 'D', 'closed_credit', 1000, 'USD', '2026-02-23'],
    ];
    expect((await pace(lines(edges))).expected).toBe(110);
  });

  it('counts from the stint on', async () => {
    const members = [member('rita', { stintStart: '2026-02-18' })];
    expect((await pace(lines(EXAMPLE), [slice()], { ...RUN, members })).expected).toBe(16_000);
  });

  it('does not know what was recorded once the run had begun', async () => {
    const late = line(['X', 'O1', 'closed_credit', 5000, 'USD', '2026-02-20'], { recorded_at: '2026-02-23T11:00:00Z' });
    expect((await pace([...lines(EXAMPLE), late])).expected).toBe(132_000);
  });

  it('is asked of a month at its end', async () => {
    const month: TestRun = { ...RUN, t: '2026-04-01', period: 'month' };
    expect(await pace([], [slice()], month)).toMatchObject({ asked: 300_000, companions: { elapsed_weight: 1 } });
  });
});

describe('the quota', () => {
  it('is net of relief, slice by slice', async () => {
    const slices = [
      slice({ effective_to: '2026-02-01', quota_amount: 90_000, relief_amount: 30_000 }),
      slice({ effective_from: '2026-02-01', quota_amount: 200_000, pace_weights: '{0,0,0.5,0,0,0,0,0,0.5}' }),
    ];
    // Weeks of the second slice run from Sunday: the three before t are over but for nothing.
    expect((await pace([], slices)).asked).toBe(160_000);
  });

  it('of nothing, or none, does not apply', async () => {
    expect((await pace(lines(EXAMPLE), [])).status).toBe('not_applicable');
    await database.owner.raw('truncate quota_retirement_ledger');
    expect((await pace(lines(EXAMPLE), [slice({ quota_amount: 0 })])).status).toBe('not_applicable');
  });

  it.each(['{0.5,NaN}', '{0.5,Infinity}', '{-0.5,1.5}', '{0.5,NULL}'])(
    'whose pace is %s is unknown',
    async (pace_weights) => {
      expect(await pace(lines(EXAMPLE), [slice({ pace_weights })])).toMatchObject({ asked: 0, status: 'data_quality' });
    },
  );

  it('at the start of the quarter asks for nothing yet', async () => {
    const run = { ...RUN, t: '2026-01-01', period: 'week' } as const;
    expect(await pace([], [slice()], run)).toMatchObject({ asked: 0, companions: { elapsed_weight: 0 } });
  });
});

it('money without a plan rate is left out and makes the data poor at once', async () => {
  const yen = line(['X', 'O7', 'closed_credit', 900, 'JPY', '2026-02-20']);
  expect(await pace([...lines(EXAMPLE), yen])).toMatchObject({
    expected: 132_000,
    status: 'data_quality',
    refused: [{ reason: expect.stringContaining('plan rate'), rows: 1 }],
  });
  await database.owner.raw('truncate quota_retirement_ledger, quota_store');
  expect((await pace(lines(EXAMPLE), [slice({ currency: 'JPY' })])).status).toBe('data_quality');
});

it('a week in which nobody’s ledger moved is an outage of the source', async () => {
  const older = lines(EXAMPLE).filter(({ effective_date }) => effective_date < '2026-02-16');
  expect(await pace(older)).toMatchObject({ outage: true, newEvidence: 0 });
  await database.owner.raw('truncate quota_retirement_ledger, quota_store');
  const elses = line(['X', 'O7', 'adjustment', 1, 'USD', '2026-02-16'], { rep_id: 'olaf' });
  expect(await pace([...older, elses])).toMatchObject({ outage: false, newEvidence: 1 });
});
