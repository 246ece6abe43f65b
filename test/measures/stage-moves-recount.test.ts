import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stageMoves } from '../../src/measures/stage-moves.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { randomDeals } from './random-deals.ts';
import { type Deal, dealRows, instant, type Step } from './stage-history-rows.ts';

const database = useDatabase();

/** Windows as they are to be, written out: the request must come to the same. */
const REQUEST = {
  reps: [
    { repId: 'ann', ownFrom: instant('2026-01-12'), evidenceFrom: instant('2025-12-08') },
    { repId: 'bob', ownFrom: instant('2026-02-02'), evidenceFrom: instant('2026-02-02') },
  ],
  end: instant('2026-03-09'),
  lastWeekFrom: instant('2026-03-02'),
  runStart: new Date('2026-03-09T10:00:00Z'),
};
const WANTED = measureRequest({
  metrics: ['AE.stage_conversion'],
  t: '2026-03-09',
  members: [member('ann'), member('bob', { stintStart: '2026-02-02' })],
  runStart: REQUEST.runStart,
});

interface Count {
  own: [passed: number, decided: number];
  evidence: [passed: number, decided: number];
  isNew: number;
}

/** The same counts by walking each deal from its first row to its last, stage by stage. */
function recount(deals: readonly Deal[]): Record<string, Count> {
  const counts: Record<string, Count> = {};
  for (const deal of deals) {
    const rows = knownRows(deal);
    const stages = rows.flatMap((row) => (typeof row.what === 'number' ? [row.what] : []));
    const first = stages[0];
    if (first === undefined) continue;
    for (let stage = first; stage <= Math.max(...stages); stage += 1) {
      const outcome = outcomeAt(stage, rows);
      if (outcome === null) continue;
      const rep = REQUEST.reps.find((one) => one.repId === outcome.owner);
      if (rep === undefined || outcome.at < rep.evidenceFrom) continue;
      const key = `${rep.repId} ${stage}>${stage + 1} ${deal.segment}`;
      const count = counts[key] ?? { own: [0, 0], evidence: [0, 0], isNew: 0 };
      counts[key] = count;
      count.evidence[0] += outcome.passed ? 1 : 0;
      count.evidence[1] += 1;
      if (outcome.at < rep.ownFrom) continue;
      count.own[0] += outcome.passed ? 1 : 0;
      count.own[1] += 1;
      if (outcome.at >= REQUEST.lastWeekFrom) count.isNew += 1;
    }
  }
  return counts;
}

interface KnownRow {
  what: Step['what'];
  at: Date;
  owner: string;
}

function knownRows(deal: Deal): KnownRow[] {
  const known: KnownRow[] = [];
  let owner = deal.owner;
  for (const step of deal.steps) {
    owner = step.owner ?? owner;
    const isKnown = step.recordedAt === undefined || new Date(step.recordedAt) < REQUEST.runStart;
    const at = instant(step.at);
    if (step.what !== 'broken' && isKnown && at < REQUEST.end) known.push({ what: step.what, at, owner });
  }
  return known;
}

/** What became of the deal at the stage, when and whose it was; null while it is undecided or nobody's. */
function outcomeAt(stage: number, rows: readonly KnownRow[]): { passed: boolean; at: Date; owner: string } | null {
  let reached = 0;
  let lostAt: number | null = null;
  for (const [index, row] of rows.entries()) {
    if (row.what === 'lost') {
      lostAt = lostAt ?? index;
      continue;
    }
    lostAt = null;
    if (row.what === 'won' && reached >= stage) return { passed: true, at: row.at, owner: row.owner };
    if (typeof row.what !== 'number') continue;
    if (reached > 0 && row.what > stage) return { passed: true, at: row.at, owner: row.owner };
    reached = Math.max(reached, row.what);
  }
  const loss = lostAt === null ? undefined : rows[lostAt];
  if (loss === undefined || lostAt === null || reached !== stage) return null;
  for (let index = lostAt; index > 0; index -= 1) {
    if (rows[index]?.owner === rows[index - 1]?.owner) continue;
    const ownedFor = loss.at.getTime() - (rows[index]?.at.getTime() ?? 0);
    if (ownedFor < 14 * 24 * 3_600_000) return null;
    break;
  }
  return { passed: false, at: loss.at, owner: loss.owner };
}

it('agrees with a count by hand on any history', async () => {
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(randomDeals, async (generated) => {
      await database.owner.raw('truncate opportunities, opportunity_stage_history');
      await loadTables(database.owner, dealRows(generated));
      const [conversion] = (await stageMoves(database.db, WANTED)).metrics;
      const series = conversion?.series ?? [];
      const counted: Record<string, Count> = {};
      for (const one of series) {
        for (const [index, own] of one.own.entries()) {
          const evidence = one.evidence.kind === 'tallies' ? one.evidence.tallies[index] : undefined;
          if (evidence === undefined) throw new Error('A segment of the own window has its evidence beside it.');
          counted[`${one.repId} ${one.dimension} ${own.segment}`] = {
            own: [own.numerator?.toNumber() ?? Number.NaN, own.size],
            evidence: [evidence.numerator?.toNumber() ?? Number.NaN, evidence.size],
            isNew: 0,
          };
        }
      }
      const expected = recount(generated);
      const newBySeries: Record<string, number> = {};
      for (const [key, count] of Object.entries(expected)) {
        const name = key.split(' ').slice(0, 2).join(' ');
        newBySeries[name] = (newBySeries[name] ?? 0) + count.isNew;
        decided += count.evidence[1];
      }
      expect(Object.fromEntries(series.map((one) => [`${one.repId} ${one.dimension}`, one.newEvidence]))).toEqual(
        newBySeries,
      );
      for (const count of Object.values(expected)) count.isNew = 0;
      expect(counted).toEqual(expected);
    }),
    { numRuns: 150 },
  );
  expect(decided).toBeGreaterThan(500);
}, 60_000);
