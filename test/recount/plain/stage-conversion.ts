import type { HistoryRow } from '../rows.ts';
import { DAY_MS } from './dates.ts';
import { instantWithin, known, lastWeek, midnight, type Run } from './run.ts';
import { type Measure, rateOf, type Series } from './series.ts';

interface Resolved {
  readonly pair: string;
  readonly passed: boolean;
  readonly at: string;
  readonly owner: string;
  readonly segment: string;
}

const resolvedOfRun = new WeakMap<Run, Resolved[]>();

/** Histories as known at t, in order, deal by deal. */
export function histories(run: Run): Map<string, HistoryRow[]> {
  const byDeal = new Map<string, HistoryRow[]>();
  for (const row of run.organisation.opportunity_stage_history) {
    if (!known(run, row) || row.entered_at >= midnight(run, run.t)) continue;
    const rows = byDeal.get(row.opp_id) ?? [];
    rows.push(row);
    byDeal.set(row.opp_id, rows);
  }
  for (const rows of byDeal.values()) rows.sort((one, other) => one.seq - other.seq);
  return byDeal;
}

function allResolved(run: Run): Resolved[] {
  const before = resolvedOfRun.get(run);
  if (before !== undefined) return before;
  const segments = new Map(
    run.organisation.opportunities.filter((deal) => known(run, deal)).map((deal) => [deal.opp_id, deal.segment]),
  );
  const all: Resolved[] = [];
  for (const [oppId, rows] of histories(run)) {
    const segment = segments.get(oppId);
    if (segment !== undefined) all.push(...resolvedOf(rows).map((resolved) => ({ ...resolved, segment })));
  }
  resolvedOfRun.set(run, all);
  return all;
}

/** Walks one deal: each first passage resolves the pairs it leaves behind, a win that of the highest stage, a loss for good, too. */
function resolvedOf(rows: readonly HistoryRow[]): Omit<Resolved, 'segment'>[] {
  const resolved = new Map<string, Omit<Resolved, 'segment'>>();
  const resolve = (stage: number, passed: boolean, { entered_at, owner_rep_id }: HistoryRow) => {
    const pair = `${stage}>${stage + 1}`;
    if (!resolved.has(pair)) resolved.set(pair, { pair, passed, at: entered_at, owner: owner_rep_id });
  };
  let highest: number | null = null;
  for (const row of rows) {
    if (row.status === 'won' && highest !== null) resolve(highest, true, row);
    if (row.status !== 'open' || row.stage_order === null) continue;
    highest ??= row.stage_order;
    for (; highest < row.stage_order; highest += 1) resolve(highest, true, row);
  }
  const last = closingRow(rows);
  if (highest !== null && last?.status === 'lost' && !takenOverLately(rows, last)) resolve(highest, false, last);
  return [...resolved.values()];
}

/** The row that closed the deal for good: later ones say the same again. */
export function closingRow(rows: readonly HistoryRow[]): HistoryRow | null {
  const status = rows.at(-1)?.status ?? 'open';
  if (status === 'open') return null;
  const before = rows.findLastIndex((row) => row.status !== status);
  return rows[before + 1] ?? null;
}

function takenOverLately(rows: readonly HistoryRow[], lost: HistoryRow): boolean {
  let transfer: string | null = null;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (row.seq > lost.seq) break;
    if (before !== undefined && before.owner_rep_id !== row.owner_rep_id) transfer = row.entered_at;
  }
  return transfer !== null && Date.parse(lost.entered_at) - Date.parse(transfer) < 14 * DAY_MS;
}

export const stageConversion: Measure = (run, rep, span) => {
  const pairs = new Map<string, Resolved[]>();
  for (const resolved of allResolved(run)) {
    if (resolved.owner !== rep.id || !instantWithin(run, resolved.at, span)) continue;
    pairs.set(resolved.pair, [...(pairs.get(resolved.pair) ?? []), resolved]);
  }
  const series = new Map<string, Series>();
  for (const [pair, items] of pairs) {
    series.set(
      pair,
      rateOf(
        items.map(({ passed, at, segment }) => ({
          yes: passed,
          isNew: instantWithin(run, at, lastWeek(span)),
          segment,
        })),
      ),
    );
  }
  return series;
};
