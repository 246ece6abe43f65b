import { opportunityStageHistory } from '../../../src/db/source-contract/tables/opportunities.ts';
import { addDays, instantAt } from '../../../src/sandbox/organisation/local-dates.ts';
import { lastStint, type Rep, roster } from '../../../src/sandbox/organisation/roster.ts';
import type { TableRows } from '../../../src/sandbox/organisation/row-book.ts';
import { rowsOf } from './rows-of.ts';

/**
 * AE.stage_conversion worked out the plain way: loops over rows, no SQL, nothing shared with the engine. It leaves out
 * what the sample does not hold: reopened deals, and books that mix segments within the evidence window.
 */

interface Outcome {
  readonly repId: string;
  readonly pair: string;
  readonly at: string;
  readonly passed: boolean;
}

export interface ByHand {
  readonly repId: string;
  readonly pair: string;
  readonly n: number;
  readonly passed: number;
  readonly newEvidence: number;
  readonly value: number;
  readonly benchmark: number;
  readonly evidencePassed: number;
  readonly evidenceSize: number;
  readonly evidenceBenchmark: number;
  readonly series: number;
  readonly flagged: boolean;
  readonly fires: (z: number) => boolean;
}

const minimum = 8;
const materialGap = 0.1;
/** Phi^-1(1 - 0.01 / m). */
export const criticalValues: Readonly<Record<number, number>> = {
  1: 2.326,
  2: 2.576,
  3: 2.713,
  4: 2.807,
  5: 2.878,
  25: 3.353,
};

export function outcomesOf(tables: readonly TableRows[]): readonly Outcome[] {
  const byOpp = new Map<string, ReturnType<typeof history>>();
  const rows = history(tables);
  for (const row of rows) byOpp.set(row.opp_id, [...(byOpp.get(row.opp_id) ?? []), row]);
  return [...byOpp.values()].flatMap((moves) => {
    moves.sort((a, b) => a.seq - b.seq);
    const outcomes: Outcome[] = [];
    const first = moves[0]?.stage_order ?? 0;
    let reached = first;
    let owner = moves[0]?.owner_rep_id ?? '';
    let ownedSince = moves[0]?.entered_at ?? '';
    let inherited = false;
    for (const move of moves) {
      if (move.owner_rep_id !== owner) {
        owner = move.owner_rep_id;
        ownedSince = move.entered_at;
        inherited = true;
      }
      const stage = move.status === 'won' ? reached + 1 : (move.stage_order ?? 0);
      const add = (s: number, passed: boolean) =>
        outcomes.push({ repId: owner, pair: `${s}>${s + 1}`, at: move.entered_at, passed });
      if (move.status === 'lost') {
        const sinceTransfer = Date.parse(move.entered_at) - Date.parse(ownedSince);
        if (!inherited || sinceTransfer >= 14 * 86_400_000) add(reached, false);
      } else {
        for (let s = reached; s < stage; s += 1) add(s, true);
        reached = Math.max(reached, stage);
      }
    }
    return outcomes;
  });
}

const history = (tables: readonly TableRows[]) => [...rowsOf(tables, opportunityStageHistory)];

interface Tally {
  x: number;
  n: number;
}

function tallies(outcomes: readonly Outcome[], from: string, to: string): Map<string, Tally> {
  const start = instantAt(from, 0);
  const end = instantAt(to, 0);
  const found = new Map<string, Tally>();
  for (const { repId, pair, at, passed } of outcomes) {
    const rep = roster.find(({ id }) => id === repId);
    if (!rep || lastStint(rep).role !== 'AE' || at < start || at >= end) continue;
    if (at < instantAt(aeSince(rep), 0)) continue;
    const tally = found.get(`${repId}/${pair}`) ?? { x: 0, n: 0 };
    tally.n += 1;
    if (passed) tally.x += 1;
    found.set(`${repId}/${pair}`, tally);
  }
  return found;
}

const aeSince = (rep: Rep): string => rep.stints.find(({ role }) => role === 'AE')?.from ?? '9';

/** Every pair of every AE on a Monday; `reps` that are ramping or mostly absent that week are shown, but are no peers. */
export function stageConversionOn(outcomes: readonly Outcome[], monday: string): readonly ByHand[] {
  const own = tallies(outcomes, addDays(monday, -56), monday);
  const evidence = tallies(outcomes, addDays(monday, -91), monday);
  const week = tallies(outcomes, addDays(monday, -7), monday);
  const judged = roster.filter(
    (rep) =>
      lastStint(rep).role === 'AE' &&
      !(rep.rampEndsOn !== null && monday < rep.rampEndsOn) &&
      !rep.absences.some(({ from, to }) => from < monday && addDays(monday, -7) < to),
  );
  return judged.flatMap((rep) => {
    const peers = judged.filter((peer) => peer !== rep && lastStint(peer).segment === lastStint(rep).segment);
    const measured = ['1>2', '2>3', '3>4', '4>5'].filter((pair) => (own.get(`${rep.id}/${pair}`)?.n ?? 0) >= minimum);
    return measured.map((pair): ByHand => {
      const { x, n } = own.get(`${rep.id}/${pair}`) ?? { x: 0, n: 0 };
      const seen = evidence.get(`${rep.id}/${pair}`) ?? { x: 0, n: 0 };
      const peerTallies = (all: Map<string, Tally>) =>
        peers.flatMap((peer) => all.get(`${peer.id}/${pair}`) ?? []).filter((tally) => tally.n >= minimum);
      const benchmark = median(peerTallies(own).map((tally) => tally.x / tally.n));
      const pool = peerTallies(evidence);
      const pooled = pool.reduce((sum, tally) => sum + tally.x, 0) / pool.reduce((sum, tally) => sum + tally.n, 0);
      const kinder = Math.min(pooled, median(pool.map((tally) => tally.x / tally.n)));
      const flagged = benchmark - x / n >= materialGap - 1e-9;
      return {
        repId: rep.id,
        pair,
        n,
        passed: x,
        newEvidence: week.get(`${rep.id}/${pair}`)?.n ?? 0,
        value: x / n,
        benchmark,
        evidencePassed: seen.x,
        evidenceSize: seen.n,
        evidenceBenchmark: kinder,
        series: measured.length,
        flagged,
        fires: (z) => flagged && wilsonUpper(seen.x, seen.n, z) < kinder,
      };
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

function wilsonUpper(x: number, n: number, z: number): number {
  const p = x / n;
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n);
  return centre + half;
}
