import { beforeEach, describe, expect, it } from 'vitest';
import { expansionPlays } from '../../src/measures/expansion-plays.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate expansion_log');
});

/** 91 days before 9 March 2026 is 8 December 2025; between them, on 8 March, the clocks go forward. */
const T = '2026-03-09';
const RUN: TestRun = { metrics: ['AM.expansion_conversion'], t: T, members: [member('ann', { role: 'AM' })] };

const endings = {
  won: { status: 'closed_won', expansion_arr: 1000 },
  lost: { status: 'closed_lost' },
  'put aside': { status: 'suppressed', suppressed_by: 'rep' },
  'put aside by the system': { status: 'suppressed', suppressed_by: 'system' },
  open: { status: 'open' },
} as const;
type Ending = keyof typeof endings;

let plays = 0;

function play(ending: Ending, at: string, change: object = {}) {
  plays += 1;
  return {
    play_id: `play ${plays}`,
    account_id: 'acme',
    am_rep_id: 'ann',
    segment: 'enterprise',
    vertical: 'retail',
    opened_at: '2025-10-01T12:00:00Z',
    status_at: instant(at),
    currency: 'USD',
    recorded_at: '2025-10-01T12:00:00Z',
    ...endings[ending],
    ...change,
  };
}

async function measured(rows: readonly Record<string, unknown>[], run: TestRun = RUN) {
  await loadTables(database.owner, { expansion_log: rows });
  const { metrics, refused } = await expansionPlays(database.db, measureRequest(run));
  const [metric] = metrics;
  const series = metric?.series.find((one) => one.repId === 'ann');
  return {
    segments: series?.own.map(({ segment, numerator, denominator }) => [
      segment,
      Number(numerator),
      Number(denominator),
    ]),
    evidence:
      series?.evidence.kind === 'tallies'
        ? series.evidence.tallies.map((one) => [Number(one.numerator), one.size])
        : [],
    newEvidence: series?.newEvidence,
    companions: series?.companions,
    quality: metric?.quality.get('ann'),
    refused,
  };
}

it('counts what was won among what the rep could win; the suppression rate is of everything decided', async () => {
  const decided: Ending[] = ['won', 'won', 'won', 'lost', 'lost', 'put aside'];
  const found = await measured([
    ...decided.map((ending) => play(ending, '2026-02-10')),
    play('put aside by the system', '2026-02-11'),
    play('put aside by the system', '2026-02-11'),
    play('lost', '2026-03-04'),
    play('open', '2026-02-20'),
  ]);
  expect(found.segments).toEqual([['enterprise', 3, 7]]);
  expect(found.evidence).toEqual([[3, 7]]);
  expect(found.companions).toEqual({ suppression_rate: 3 / 9 });
  expect(found).toMatchObject({ newEvidence: 1, quality: { own: { rows: 9, excluded: 0 } }, refused: [] });
});

it('a play counts in its own segment', async () => {
  const { segments } = await measured([
    play('won', '2026-02-10'),
    play('lost', '2026-02-10', { segment: 'mid_market' }),
    play('won', '2026-02-10', { segment: 'mid_market' }),
  ]);
  expect(segments).toEqual([
    ['enterprise', 1, 1],
    ['mid_market', 1, 2],
  ]);
});

it('where the system put everything aside there is nothing to divide by, but it is said how much that was', async () => {
  const found = await measured([play('put aside by the system', '2026-02-10')]);
  expect(found.segments).toEqual([['enterprise', 0, 0]]);
  expect(found).toMatchObject({ companions: { suppression_rate: 1 }, newEvidence: 0 });
});

describe('window edges', () => {
  it.each([
    ['before the first instant', '2025-12-08T04:59:59Z', undefined],
    ['at the first instant', '2025-12-08T05:00:00Z', 1],
    ['at the last, an hour early for winter time', '2026-03-09T03:59:59Z', 1],
    ['at t', '2026-03-09T04:00:00Z', undefined],
  ])('%s', async (_name, at, size) => {
    expect((await measured([play('lost', at)])).segments?.[0]?.[2]).toBe(size);
  });

  it('new is what was decided in the last seven local days', async () => {
    const found = await measured([play('won', '2026-03-02T04:59:59Z'), play('won', '2026-03-02T05:00:00Z')]);
    expect(found.newEvidence).toBe(1);
  });

  it('nothing from before the stint', async () => {
    const members = [member('ann', { role: 'AM', stintStart: '2026-02-10' })];
    const found = await measured([play('won', '2026-02-09T12:00:00Z'), play('lost', '2026-02-10')], {
      ...RUN,
      members,
    });
    expect(found.segments).toEqual([['enterprise', 0, 1]]);
  });
});

describe('what does not count', () => {
  it.each([
    ['somebody else’s', { am_rep_id: 'olaf' }],
    ['recorded once the run had begun', { recorded_at: new Date('2026-03-09T10:00:00Z') }],
  ])('%s', async (_name, change) => {
    const found = await measured([play('won', '2026-02-10'), play('lost', '2026-02-10', change)]);
    expect(found.segments).toEqual([['enterprise', 1, 1]]);
  });

  it('a suppression by nobody is left out, counted and named', async () => {
    const found = await measured([play('won', '2026-02-10'), play('put aside', '2026-02-10', { suppressed_by: null })]);
    expect(found).toMatchObject({
      segments: [['enterprise', 1, 1]],
      companions: { suppression_rate: 0 },
      quality: { own: { rows: 2, excluded: 1 }, evidence: { rows: 2, excluded: 1 } },
      refused: [{ rows: 1 }],
    });
  });

  it('a rep without plays has no series', async () => {
    expect((await measured([])).segments).toBeUndefined();
  });
});
