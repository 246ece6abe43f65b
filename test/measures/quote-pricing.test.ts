import { beforeEach, expect, it } from 'vitest';
import { skills } from '../../src/catalog/skills.ts';
import type { Role } from '../../src/domain/metric.ts';
import { quotes } from '../../src/measures/quotes.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { quoteRows } from './quote-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate opportunities, quote_log, fx_rate');
});

/** A deal of rita's closed on the date, by what it was quoted at. */
const deal = (closedAt: string, quote: object = {}) => ({ closedAt, quotes: [quote] });

async function priced(deals: readonly ReturnType<typeof deal>[], role: Role = 'AE') {
  const metrics = skills
    .filter((skill) => skill.dimension === 'pricing_negotiation')
    .flatMap((skill) => skill.sources.map((source) => source.metric));
  await loadTables(database.owner, quoteRows(deals.map((one, index) => ({ id: `deal ${index}`, ...one }))));
  const request = measureRequest({ metrics, t: '2026-03-02', members: [member('rita', { role })] });
  const found = await quotes(database.db, request);
  const series = found.metrics.flatMap((one) => one.series)[0];
  const groups = series?.evidence.kind === 'observations' ? series.evidence.groups : [];
  return {
    score: series?.value?.toNumber() ?? null,
    size: series?.own[0]?.size,
    units: groups.flatMap(({ values }) => values),
    status: series?.status,
  };
}

it('scores all deals together, and each by itself', async () => {
  const found = await priced([
    deal('2026-01-20', { net_amount: 600, term_exception_count: 2 }),
    deal('2026-01-21', { net_amount: 750 }),
    deal('2026-01-22', { net_amount: 750 }),
    deal('2026-01-23', { net_amount: 800 }),
  ]);
  // A discount of 27.5% in all, special terms in a quarter.
  expect(found.score).toBeCloseTo(44.375, 9);
  expect(found).toMatchObject({ size: 4, units: [0, 56.25, 56.25, 65], status: undefined });
});

it('weighs the deals by their list price', async () => {
  const deals = [
    deal('2026-01-20', { list_amount: 9000, net_amount: 9000 }),
    deal('2026-01-21', { list_amount: 1000, net_amount: 600 }),
  ];
  expect((await priced(deals)).score).toBeCloseTo(70 * 0.9 + 30, 9);
});

it.each([
  ['nothing taken off', 1000, 100],
  ['40%', 600, 30],
  ['more than that', 100, 30],
  ['sold above the list', 1200, 100],
])('%s', async (_name, net, score) => {
  expect(await priced([deal('2026-01-20', { net_amount: net })])).toMatchObject({ score, units: [score] });
});

it('is of the expansions of an AM, the new business of an AE', async () => {
  const deals = [deal('2026-01-20', { quote_type: 'expansion', net_amount: 800 }), deal('2026-01-21')];
  expect((await priced(deals, 'AM')).size).toBe(1);
  await database.owner.raw('truncate opportunities, quote_log');
  expect((await priced(deals, 'AE')).size).toBe(1);
});

it('is unknown where a currency’s rate is', async () => {
  const deals = [deal('2026-01-20'), deal('2026-01-21', { currency: 'CHF' })];
  expect((await priced(deals)).status).toBe('data_quality');
});

it.each([
  ['before the first instant', '2025-12-01T04:59:59Z', undefined],
  ['at the first instant', '2025-12-01T05:00:00Z', 1],
  ['at t', '2026-03-02T05:00:00Z', undefined],
])('deals closed in 91 days: %s', async (_name, closedAt, size) => {
  expect((await priced([{ closedAt, quotes: [{ quote_date: '2025-11-15' }] }])).size).toBe(size);
});
