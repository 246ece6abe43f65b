import { describe, expect, it } from 'vitest';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import type { DraftReading } from '../../src/domain/compare-with-peers.ts';
import { judgeRep } from '../../src/domain/judge-metric.ts';
import { metricRequests } from '../../src/measures/metric-request.ts';
import { measureMetrics } from '../../src/workflows/measure-metrics.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { account, health, owned } from './customer-rows.ts';
import { cora, FRIDAY, T, useHealthWorld } from './health-world.ts';
import { member, QUARTERS } from './measure-request.ts';

const { database, measure } = useHealthWorld();

const KEY = 'CSM.escalation_rate';
/** The tiers four weeks before and at t, and whether the account was cora's four weeks before. */
const BOOK: [id: string, before: string, now: string | null, ownedBefore: boolean][] = [
  ['B1', 'Low', 'Medium', true],
  ['B2', 'Medium', 'High', true],
  ['B3', 'Low', 'High', true],
  ['B4', 'High', 'Critical', true],
  ['B5', 'Medium', 'Medium', true],
  ['B6', 'Low', 'Low', true],
  ['B7', 'High', 'High', true],
  ['B8', 'High', 'Medium', true],
  ['B9', 'Medium', 'High', true],
  ['B10', 'High', 'Churned', true],
  ['B11', 'Low', 'Critical', false],
  ['B12', 'Medium', null, true],
  ['B13', 'Low', 'Low', true],
];

/** The book's rows: an account that was not cora's four weeks before came from olaf three weeks before. */
const BOOK_ROWS = {
  accounts: BOOK.map(([id, , now]) =>
    account(id, now === 'Churned' ? { is_active: false, churned_at: '2026-02-20' } : {}),
  ),
  ownership: BOOK.flatMap(([id, , , ownedBefore]) =>
    ownedBefore
      ? [owned(id, 'cora')]
      : [owned(id, 'olaf', { owned_to: '2026-02-10' }), owned(id, 'cora', { owned_from: '2026-02-10' })],
  ),
  health: BOOK.flatMap(([id, before, now]) => [
    health(id, '2026-01-30', 50, { health_tier: before }),
    ...(now === null ? [] : [health(id, FRIDAY, 50, { health_tier: now === 'Churned' ? 'Critical' : now })]),
  ]),
};

describe('the worked example', () => {
  it('has 5 of 10 scored accounts at risk', async () => {
    const found = await measure(KEY, BOOK_ROWS);
    expect(found).toMatchObject({ counts: '5/10', size: 10, newEvidence: 10 });
    expect(found.series?.evidence).toMatchObject({ kind: 'tallies', tallies: found.series?.own });
  });

  it('fires against peers at 20, 25, 15, 22 and 18 percent', async () => {
    const peers: [id: string, atRisk: number, scored: number][] = [
      ['P1', 2, 10],
      ['P2', 2, 8],
      ['P3', 3, 20],
      ['P4', 11, 50],
      ['P5', 9, 50],
    ];
    const book = peers.flatMap(([id, atRisk, scored]) =>
      Array.from({ length: scored }, (_, nth) => ({ id: `${id} ${nth}`, owner: id, isAtRisk: nth < atRisk })),
    );
    await loadTables(database.owner, {
      accounts: book.map(({ id }) => account(id)),
      account_ownership: book.map(({ id, owner }) => owned(id, owner)),
      customer_health_log: book.map(({ id, isAtRisk }) =>
        health(id, FRIDAY, 50, { health_tier: isAtRisk ? 'High' : 'Medium' }),
      ),
    });
    await measure(KEY, BOOK_ROWS);
    const members = [cora, ...peers.map(([id]) => member(id, { role: 'CSM' }))];
    const drafts: DraftReading[] = [];
    await measureMetrics(
      database.db,
      'customer_health',
      { metrics: [metricOf(KEY)], skills: [] },
      {
        t: T,
        period: 'week',
        runStart: new Date('2026-03-02T11:00:00Z'),
        settings: { orgTz: 'America/New_York', orgCalendarId: 'US', reportingCurrency: 'USD' },
        thresholds: defaultThresholds,
        quarters: QUARTERS,
        members,
        requestOf: metricRequests(members, {
          t: T,
          period: 'week',
          orgTz: 'America/New_York',
          quarters: QUARTERS,
          evidenceDays: 91,
          availableShare: 0.5,
        }),
      },
      (_, found) => drafts.push(...found),
    );
    const ofCora = drafts.filter((draft) => draft.rep.repId === 'cora');
    const [reading] = judgeRep(ofCora, { asOf: T, period: 'week' }, 0.01);
    expect(reading).toMatchObject({
      status: 'ok',
      sampleSize: 10,
      windowStart: T,
      windowEnd: T,
      benchmarkKind: 'segment_peers',
      peerCount: 5,
      evidenceSize: 10,
      seriesCount: 1,
      material: true,
      credible: true,
      fired: true,
    });
    const numbers = [reading?.value, reading?.benchmark, reading?.gap, reading?.evidenceNumerator];
    expect(numbers.map((number) => number?.toNumber())).toEqual([0.5, 0.2, 0.3, 5]);
  });
});

it.each([
  ['14 days old', '2026-02-16', '1/1'],
  ['15 days old', '2026-02-15', ''],
  ['of yesterday', '2026-03-01', '1/1'],
  ['of t', T, ''],
] as const)('a score %s', async (_name, date, counts) => {
  expect((await measure(KEY, { health: [health('B1', date, 45, { health_tier: 'High' })] })).counts).toBe(counts);
});

it('asks the last score before t', async () => {
  const found = await measure(KEY, {
    health: [
      health('B1', '2026-02-20', 30, { health_tier: 'Critical' }),
      health('B1', FRIDAY, 60, { health_tier: 'Medium' }),
      health('B1', '2026-03-03', 30, { health_tier: 'Critical' }),
    ],
  });
  expect(found.counts).toBe('0/1');
});

it.each([
  ['active', {}, '1/1'],
  ['churned before t', { is_active: false, churned_at: '2026-03-01' }, ''],
  ['churned on t: not yet', { is_active: false, churned_at: T }, '1/1'],
  ['inactive without a date', { is_active: false }, ''],
])('an account that is %s', async (_name, change, counts) => {
  const rows = [health('B1', FRIDAY, 45, { health_tier: 'High' })];
  expect((await measure(KEY, { accounts: [account('B1', change)], health: rows })).counts).toBe(counts);
});

it('tells segments apart, and which were scored anew', async () => {
  const found = await measure(KEY, {
    accounts: [account('B1'), account('B2', { segment: 'retail' }), account('B3', { segment: 'retail' })],
    health: [
      health('B1', '2026-02-22', 45, { health_tier: 'High' }),
      health('B2', '2026-02-23', 70),
      health('B3', FRIDAY, 20, { health_tier: 'Critical' }),
    ],
  });
  expect(found).toMatchObject({ counts: '1/1 1/2', segments: ['enterprise', 'retail'], newEvidence: 2 });
});
