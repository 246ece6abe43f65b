import type { LedgerRow, QuarterRow, QuotaRow } from '../rows.ts';
import { addDays } from './dates.ts';
import { businessDays, dateWithin, known, planRate, type Rep, type Run, type Span } from './run.ts';
import { type Measure, one } from './series.ts';

interface Sum {
  amount: number;
  missingRate: boolean;
}

function quarterOf(run: Run, date: string): QuarterRow {
  const quarter = run.organisation.fiscal_calendar.find((row) => row.start_date <= date && date < row.end_date);
  if (quarter === undefined) throw new Error(`No quarter has ${date}.`);
  return quarter;
}

function addUp(run: Run, rows: readonly { amount: number; currency: string }[], windowEnd: string): Sum {
  const sum = { amount: 0, missingRate: false };
  for (const row of rows) {
    const rate = planRate(run, row.currency, windowEnd);
    if (rate === null) sum.missingRate = true;
    else sum.amount += row.amount * rate;
  }
  return sum;
}

function ledger(run: Run): LedgerRow[] {
  return run.organisation.quota_retirement_ledger.filter((row) => known(run, row));
}

function closedWithin(run: Run, rep: Rep, span: Span): LedgerRow[] {
  return ledger(run).filter(
    (row) => row.rep_id === rep.id && row.entry_type !== 'commit' && dateWithin(row.effective_date, span),
  );
}

/** The commit lines of the rep's last snapshot before a date, less deals that anybody had credit for by then. */
function openCommit(run: Run, rep: Rep, quarter: QuarterRow, before: string): LedgerRow[] {
  const lines = ledger(run).filter(
    (row) =>
      row.rep_id === rep.id &&
      row.entry_type === 'commit' &&
      row.fiscal_quarter === quarter.fiscal_quarter &&
      row.effective_date >= rep.stintStart &&
      row.effective_date < before,
  );
  const latest = lines
    .map((row) => row.effective_date)
    .sort()
    .at(-1);
  const credited = new Set(
    ledger(run)
      .filter((row) => row.entry_type === 'closed_credit')
      .filter((row) => dateWithin(row.effective_date, { start: quarter.start_date, end: before }))
      .map((row) => row.opp_id),
  );
  return lines.filter((row) => row.effective_date === latest && (row.opp_id === null || !credited.has(row.opp_id)));
}

/** The share of a slice's weight that has elapsed at t. */
function elapsedShare(run: Run, rep: Rep, slice: QuotaRow, until: string): number {
  const end = until < slice.effective_to ? until : slice.effective_to;
  const count = (start: string, before: string) => businessDays(run, rep.calendar, { start, end: before }).length;
  if (slice.pace_weights === null) {
    return count(slice.effective_from, end) / count(slice.effective_from, slice.effective_to);
  }
  let share = 0;
  slice.pace_weights.forEach((weight, week) => {
    const from = addDays(slice.effective_from, 7 * week);
    const next = addDays(from, 7);
    const to = next < slice.effective_to ? next : slice.effective_to;
    if (to <= end) share += weight;
    else if (from < end) share += (weight * count(from, end)) / count(from, to);
  });
  return share;
}

export const paceAttainment: Measure = (run, rep, span) => {
  const quarter = quarterOf(run, span.start);
  const slices = run.organisation.quota_store.filter(
    (row) => known(run, row) && row.rep_id === rep.id && row.fiscal_quarter === quarter.fiscal_quarter,
  );
  const closed = addUp(run, closedWithin(run, rep, span), span.end);
  const commit = addUp(run, openCommit(run, rep, quarter, span.end), span.end);
  let quota = 0;
  let pace = 0;
  let missingRate = closed.missingRate || commit.missingRate;
  for (const slice of slices) {
    const rate = planRate(run, slice.currency, span.end);
    if (rate === null) missingRate = true;
    else {
      const net = (slice.quota_amount - slice.relief_amount) * rate;
      quota += net;
      if (slice.effective_from < span.end) pace += net * elapsedShare(run, rep, slice, span.end);
    }
  }
  const elapsed = quota > 0 ? pace / quota : null;
  return one({
    numerator: closed.amount + commit.amount,
    denominator: pace,
    size: 1,
    value: pace > 0 ? (closed.amount + commit.amount) / pace : null,
    newEvidence: anyLedgerRow(run) ? 1 : 0,
    notApplicable: elapsed === null || elapsed < 0.2 - 1e-9,
    dataQuality: missingRate,
    companions: {
      attainment: quota > 0 ? closed.amount / quota : null,
      projected: quota > 0 ? (closed.amount + commit.amount) / quota : null,
      elapsed_weight: elapsed,
    },
  });
};

/** Whether the ledger says anything of anybody about the scored week. */
function anyLedgerRow(run: Run): boolean {
  const week = { start: addDays(run.t, -7), end: run.t };
  return ledger(run).some((row) => dateWithin(row.effective_date, week));
}

export const commitAccuracy: Measure = (run, rep, span) => {
  const quarter = quarterOf(run, addDays(span.end, -1));
  const day21 = addDays(quarter.start_date, 21);
  const early = addUp(run, closedWithin(run, rep, { start: span.start, end: day21 }), span.end);
  const commit = addUp(run, openCommit(run, rep, quarter, day21), span.end);
  const actual = addUp(run, closedWithin(run, rep, span), span.end);
  const promised = early.amount + commit.amount;
  const bias = promised > 0 ? (actual.amount - promised) / promised : null;
  return one({
    numerator: actual.amount,
    denominator: promised,
    size: 1,
    value: bias === null ? null : Math.max(0, 1 - Math.abs(bias)),
    newEvidence: quarter.end_date <= run.t && run.t < addDays(quarter.end_date, 7) ? 1 : 0,
    notApplicable: rep.stintStart > day21,
    dataQuality: early.missingRate || commit.missingRate || actual.missingRate,
    companions: { bias },
  });
};
