import { beforeEach, describe, expect, it } from 'vitest';
import type { MetricKey } from '../../src/domain/metric.ts';
import { quotes } from '../../src/measures/quotes.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { type QuotedDeal, quoteRows } from './quote-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate opportunities, quote_log, fx_rate');
  await loadTables(database.owner, { fx_rate: [{ currency: 'EUR', fiscal_year: '2026', plan_rate: 1.5 }] });
});

const KEYS: MetricKey[] = [
  'AE.discount_depth',
  'AE.term_exception_rate',
  'AM.discount_depth',
  'AM.term_exception_rate',
];
const RUN: TestRun = { metrics: KEYS, t: '2026-03-02', members: [member('rita')] };

/** What was found of one rep: sums by segment, the discounts of the deals, exceptions. */
async function sold(deals: readonly QuotedDeal[], run: TestRun = RUN, repId = 'rita') {
  await loadTables(database.owner, quoteRows(deals));
  const { metrics, refused } = await quotes(database.db, measureRequest(run));
  const seriesOf = (name: string) =>
    metrics
      .filter(({ metricKey }) => metricKey.endsWith(name))
      .flatMap(({ series }) => series)
      .find((one) => one.repId === repId);
  const depth = seriesOf('.discount_depth');
  const exceptions = seriesOf('.term_exception_rate');
  return {
    sums: depth?.own.map((own) => `${own.numerator}/${own.denominator} of ${own.size}`).join(', '),
    depths: depth?.evidence.kind === 'observations' ? depth.evidence.groups.flatMap((group) => group.values) : [],
    segments: depth?.own.map((own) => own.segment),
    status: depth?.status,
    newDeals: [depth?.newEvidence, exceptions?.newEvidence],
    exceptions: exceptions?.own.map((own) => `${own.numerator}/${own.size}`).join(', '),
    exceptionEvidence:
      exceptions?.evidence.kind === 'tallies'
        ? exceptions.evidence.tallies.map((one) => `${one.numerator}/${one.size}`).join(', ')
        : undefined,
    exceptionStatus: exceptions?.status,
    quality: metrics.map(({ quality }) => quality.get(repId)?.own),
    refused,
  };
}

const closed = (id: string, closedAt: string, ...list: object[]): QuotedDeal => ({
  id,
  closedAt,
  ...(list.length > 0 && { quotes: list }),
});

it('is what was taken off the list prices of the deals won, weighted by them', async () => {
  const found = await sold([
    closed('large', '2026-01-20', { list_amount: 10_000, net_amount: 7000, term_exception_count: 2 }),
    closed('small', '2026-02-10', { list_amount: 1000, net_amount: 950 }),
    closed('last week', '2026-02-27', { list_amount: 1000, net_amount: 1000, term_exception_count: 1 }),
  ]);
  expect(found).toMatchObject({
    sums: '3050/12000 of 3',
    depths: [0, 0.05, 0.3],
    segments: ['enterprise'],
    newDeals: [1, 1],
    exceptions: '2/3',
    exceptionEvidence: '2/3',
    refused: [],
  });
  // 25.4% of list, not the 34.1% that list over invoice would say.
  expect(3050 / 12_000).toBeCloseTo(0.254, 3);
});

describe('the quote that counts', () => {
  const versions = (...list: object[]) => sold([closed('D', '2026-02-10', ...list)]);

  it.each<[string, object[], string]>([
    ['the last accepted by date', [{ net_amount: 700, quote_date: '2026-01-03' }, { quote_date: '2026-01-02' }], '300'],
    ['of one date the higher version', [{ net_amount: 900 }, { net_amount: 700 }], '300'],
    [
      'of one version the later id',
      [
        { quote_id: 'b', version: 1, net_amount: 700 },
        { quote_id: 'a', version: 1, net_amount: 900 },
      ],
      '300',
    ],
    ['not one that was rejected later', [{ net_amount: 700 }, { status: 'rejected', net_amount: 900 }], '300'],
    ['not one for an expansion', [{ net_amount: 700 }, { quote_type: 'expansion', net_amount: 900 }], '300'],
    ['not one over nothing', [{ net_amount: 700 }, { list_amount: 0, net_amount: 0 }], '300'],
    ['not one dated on the day of the run', [{ net_amount: 700 }, { quote_date: '2026-03-02' }], '300'],
    ['not one recorded once the run had begun', [{ net_amount: 700 }, { recorded_at: '2026-03-02T11:00:00Z' }], '300'],
  ])('%s', async (_name, list, discount) => {
    expect((await versions(...list)).sums).toBe(`${discount}/1000 of 1`);
  });

  it('is nobody’s where none was accepted', async () => {
    expect((await versions({ status: 'sent' })).sums).toBeUndefined();
  });

  it('is that of the rep on it, whoever has the deal today', async () => {
    const run = { ...RUN, members: [member('rita'), member('olaf')] };
    const deals = [closed('D', '2026-02-10', { net_amount: 900 }, { rep_id: 'olaf', net_amount: 700 })];
    expect((await sold(deals, run)).sums).toBeUndefined();
    await database.owner.raw('truncate opportunities, quote_log');
    expect((await sold(deals, run, 'olaf')).sums).toBe('300/1000 of 1');
  });
});

describe('the deal counts', () => {
  it.each([
    ['at the first instant of the 91 days', '2025-12-01T05:00:00Z', '200/1000 of 1'],
    ['at the last', '2026-03-02T04:59:59Z', '200/1000 of 1'],
    ['not before the first', '2025-12-01T04:59:59Z', undefined],
    ['not when it is closed at t', '2026-03-02T05:00:00Z', undefined],
  ])('%s', async (_name, closedAt, sums) => {
    expect((await sold([closed('D', closedAt)])).sums).toBe(sums);
  });

  it('from local midnight on, on either side of daylight saving', async () => {
    // 91 days before March 9 began in winter time; the clocks go forward on March 8.
    const run = { ...RUN, t: '2026-03-09' } as const;
    const deals = ['2025-12-08T04:59:59Z', '2025-12-08T05:00:00Z', '2026-03-09T03:59:59Z', '2026-03-09T04:00:00Z'];
    const found = await sold(
      deals.map((at) => closed(at, at)),
      run,
    );
    expect(found.sums).toBe('400/2000 of 2');
    expect(found.newDeals).toEqual([1, 1]);
  });

  it.each<[string, Partial<QuotedDeal>]>([
    ['it was lost', { won: false }],
    ['nobody knows whether it was won', { won: null }],
    ['it is open', { closedAt: null }],
    ['its row became known once the run had begun', { recordedAt: '2026-03-02T11:00:00Z' }],
  ])('not when %s', async (_name, change) => {
    expect((await sold([{ ...closed('D', '2026-02-10'), ...change }])).sums).toBeUndefined();
  });

  it('not before the stint', async () => {
    const run = { ...RUN, members: [member('rita', { stintStart: '2026-02-10' })] };
    const deals = [closed('before', '2026-02-10T04:59:59Z'), closed('first', '2026-02-10T05:00:00Z')];
    expect(await sold(deals, run)).toMatchObject({ sums: '200/1000 of 1', exceptions: '0/1' });
  });
});

it('an AM is measured by expansions, an AE by new business', async () => {
  const deals = [
    closed('new', '2026-02-10', { net_amount: 900 }),
    closed('expansion', '2026-02-11', { quote_type: 'expansion', net_amount: 700, term_exception_count: 1 }),
    closed('renewal', '2026-02-12', { quote_type: 'renewal', net_amount: 100 }),
  ];
  expect(await sold(deals)).toMatchObject({ sums: '100/1000 of 1', exceptions: '0/1' });
  await database.owner.raw('truncate opportunities, quote_log');
  const asManager = { ...RUN, members: [member('rita', { role: 'AM' })] };
  expect(await sold(deals, asManager)).toMatchObject({ sums: '300/1000 of 1', exceptions: '1/1' });
});

it('the segment is the quote’s, and segments stay apart', async () => {
  const found = await sold([
    closed('E', '2026-02-10', { term_exception_count: 1 }),
    closed('R', '2026-02-11', { segment: 'retail', net_amount: 500 }),
  ]);
  expect(found.segments).toEqual(['enterprise', 'retail']);
  expect(found).toMatchObject({ sums: '200/1000 of 1, 500/1000 of 1', exceptions: '1/1, 0/1' });
});

describe('money', () => {
  it('is weighed at the plan rate, and its discount taken as it is', async () => {
    const found = await sold([
      closed('dollars', '2026-02-10', { list_amount: 1000, net_amount: 900 }),
      closed('euros', '2026-02-11', { list_amount: 2000, net_amount: 1000, currency: 'EUR' }),
    ]);
    expect(found).toMatchObject({ sums: '1600/4000 of 2', depths: [0.1, 0.5], status: undefined });
  });

  it('without a rate is left out of the discount, which is then not to be trusted; its terms are', async () => {
    const found = await sold([
      closed('dollars', '2026-02-10'),
      closed('yen', '2026-02-11', { currency: 'JPY', term_exception_count: 1 }),
    ]);
    expect(found).toMatchObject({
      sums: '200/1000 of 1',
      depths: [0.2],
      status: 'data_quality',
      newDeals: [0, 0],
      exceptions: '1/2',
      exceptionStatus: undefined,
      refused: [{ reason: expect.stringContaining('plan rate'), rows: 1 }],
    });
    expect(found.quality.slice(0, 2)).toEqual([
      { rows: 2, excluded: 1 },
      { rows: 2, excluded: 0 },
    ]);
  });

  it('that is not a number is left out and counted, and the version before it stands', async () => {
    const found = await sold([closed('D', '2026-02-10', {}, { net_amount: 'NaN' }), closed('E', '2026-02-10')]);
    expect(found).toMatchObject({
      sums: '400/2000 of 2',
      depths: [0.2, 0.2],
      exceptions: '0/2',
      refused: [{ reason: expect.stringContaining('net amount'), rows: 1 }],
    });
    expect(found.quality[0]).toEqual({ rows: 3, excluded: 1 });
  });

  it('above list is a discount below nothing', async () => {
    expect(await sold([closed('D', '2026-02-10', { net_amount: 1100 })])).toMatchObject({
      sums: '-100/1000 of 1',
      depths: [-0.1],
    });
  });
});

it('a rep who sold nothing has no series', async () => {
  expect(await sold([])).toMatchObject({ sums: undefined, exceptions: undefined, refused: [] });
});
