import type { Knex } from 'knex';
import { type FiscalQuarter, fiscalQuarterAt } from '../domain/calendar.ts';
import { Decimal, ratio } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { addDays, earlierOf, type LocalDate } from '../domain/local-date.ts';
import type { MeasuredSeries } from '../domain/measured-series.ts';
import { elapsedShare, type QuotaSlice } from '../domain/pace.ts';
import { type LedgerSums, ledgerLines } from './ledger-lines.ts';
import type { MeasureFamily, MeasureRequest, MetricMeasurement, MetricRequest, RepToMeasure } from './measure.ts';
import { fiscalYearOf, planRate, planRateJoin } from './plan-rate.ts';

/*
 * Quota and what retires it. Pace asks what is closed and committed by now, accuracy what was committed early in the
 * last quarter and what became of it.
 */

const QUOTA_SQL = `
select q.rep_id, q.effective_from, q.effective_to, q.pace_weights,
       case when abs(q.quota_amount - q.relief_amount) < 'infinity'
              and (q.pace_weights is null or (0 <= all(q.pace_weights) and 'infinity' > all(q.pace_weights)))
            then (q.quota_amount - q.relief_amount) * ${planRate('q')} end as quota
from quota_store q
left join fx_rate fx on ${planRateJoin('q')}
where q.fiscal_quarter = :fiscalQuarter and q.recorded_at < :runStart and q.rep_id = any(:repIds)
order by q.rep_id, q.effective_from`;

export interface QuotaRow {
  rep_id: string;
  effective_from: LocalDate;
  effective_to: LocalDate;
  /** Null without a rate, or an amount and weights that are numbers. */
  quota: string | null;
  pace_weights: string[] | null;
}

/** A metric with the quarter it is about. */
export interface Wanted {
  readonly request: MetricRequest;
  readonly quarter: FiscalQuarter;
  readonly fiscalYear: string;
}

/**
 * `pace_attainment`: closed and committed against the quota that the time passed asks for. `commit_accuracy`: how near
 * the quarter's end came to what was closed and committed on its commit day.
 */
export const quotaLedger: MeasureFamily = async (db, request) => {
  const wanted = request.metrics.map((metric) => wantedOf(metric, request));
  const ledger = await ledgerLines(
    db,
    wanted.map(({ request: { metric, own, reps }, quarter, fiscalYear }) => ({
      ...quarter,
      fiscalYear,
      until: own.end,
      commitBefore:
        metric.measure.part === 'commit_accuracy' ? earlierOf(commitDayOf(quarter, request), own.end) : own.end,
      reps,
    })),
    request,
  );
  const metrics: MetricMeasurement[] = [];
  for (const [index, one] of wanted.entries()) {
    const lines = ledger.quarters[index] ?? new Map<string, LedgerSums>();
    const series =
      one.request.metric.measure.part === 'commit_accuracy'
        ? accuracies(one, lines, request)
        : await paces(db, one, lines, ledger.isSilent ? 0 : 1, request);
    metrics.push({
      metricKey: one.request.metric.key,
      series,
      quality: new Map([...lines].map(([repId, sums]) => [repId, { own: qualityOf(sums), evidence: qualityOf(sums) }])),
      ...(one.request.metric.measure.part === 'pace_attainment' && { sourceOutage: ledger.isSilent }),
    });
  }
  const total = (pick: (sums: LedgerSums) => number) =>
    ledger.quarters.flatMap((lines) => [...lines.values()]).reduce((sum, sums) => sum + pick(sums), 0);
  return {
    metrics,
    refused: [
      { reason: 'quota ledger: no amount, or an unknown type', rows: total((sums) => sums.unsound) },
      { reason: 'quota ledger: no plan rate of the currency', rows: total((sums) => sums.unrated) },
    ].filter((refused) => refused.rows > 0),
  };
};

/** @throws RangeError when the fiscal calendar does not have the metric's window. */
export function wantedOf(request: MetricRequest, { quarters }: Pick<MeasureRequest, 'quarters'>): Wanted {
  const { own } = request;
  const quarter = fiscalQuarterAt(own.start, quarters);
  if (quarter === null) throw new RangeError(`No fiscal quarter has ${own.start}.`);
  return { request, quarter, fiscalYear: fiscalYearOf(own.end, quarters) ?? quarter.fiscalYear };
}

/** What was committed before this date of the quarter counts. */
export function commitDayOf(quarter: FiscalQuarter, { thresholds }: Pick<MeasureRequest, 'thresholds'>): LocalDate {
  return addDays(quarter.start, thresholds.commitDay);
}

function qualityOf({ rows, unsound, unrated }: LedgerSums) {
  return { rows, excluded: unsound + unrated };
}

/** Of every rep, with lines or without: who has quota and nothing else is at 0. */
async function paces(
  db: Knex,
  wanted: Wanted,
  lines: ReadonlyMap<string, LedgerSums>,
  newEvidence: number,
  request: MeasureRequest,
): Promise<MeasuredSeries[]> {
  const rows = await quotaRows(db, wanted, wanted.request.reps, request);
  const quotas = groupBy(rows, (row) => row.rep_id);
  return wanted.request.reps.map((rep) =>
    paceOf(rep, lines.get(rep.repId), quotas.get(rep.repId) ?? [], request.t, newEvidence),
  );
}

/** The slices of quota of the quarter, in order of rep and time. */
export async function quotaRows(
  db: Knex,
  { quarter, fiscalYear }: Wanted,
  reps: readonly RepToMeasure[],
  { runStart, settings }: Pick<MeasureRequest, 'runStart' | 'settings'>,
): Promise<QuotaRow[]> {
  const { rows } = await db.raw<{ rows: QuotaRow[] }>(QUOTA_SQL, {
    repIds: reps.map((rep) => rep.repId),
    fiscalQuarter: quarter.fiscalQuarter,
    fiscalYear,
    reportingCurrency: settings.reportingCurrency,
    runStart,
  });
  return rows;
}

function paceOf(
  rep: RepToMeasure,
  lines: LedgerSums | undefined,
  quotaRows: readonly QuotaRow[],
  t: LocalDate,
  newEvidence: number,
): MeasuredSeries {
  const slices = quotaRows.flatMap((row): QuotaSlice[] => (row.quota === null ? [] : [sliceOf(row, row.quota)]));
  const quota = slices.reduce((sum, slice) => sum.plus(slice.quota), ZERO);
  const pace = slices.reduce((sum, slice) => sum.plus(slice.quota.times(elapsedShare(slice, t, rep.calendar))), ZERO);
  const closed = new Decimal(lines?.closed ?? 0);
  const expected = closed.plus(lines?.committed ?? 0);
  const isUnknown = slices.length < quotaRows.length || isUnrated(lines);
  return {
    repId: rep.repId,
    dimension: '',
    own: [{ segment: rep.segment, numerator: expected, denominator: pace, size: 1 }],
    evidence: { kind: 'none' },
    newEvidence,
    companions: {
      attainment: asNumber(ratio(closed, quota)),
      projected: asNumber(ratio(expected, quota)),
      elapsed_weight: asNumber(ratio(pace, quota)),
    },
    ...(isUnknown && { status: 'data_quality' }),
    ...(quota.lte(0) && !isUnknown && { status: 'not_applicable' }),
  };
}

export function sliceOf(row: QuotaRow, quota: string): QuotaSlice {
  return {
    start: row.effective_from,
    end: row.effective_to,
    quota: new Decimal(quota),
    weights: row.pace_weights === null ? null : row.pace_weights.map((weight) => new Decimal(weight)),
  };
}

/** A quarter says something new in the week after its end, and only then. */
function accuracies(
  { request: { reps }, quarter }: Wanted,
  lines: ReadonlyMap<string, LedgerSums>,
  request: MeasureRequest,
): MeasuredSeries[] {
  const newEvidence = addDays(quarter.end, -1) >= request.scoredWeek.start ? 1 : 0;
  const commitDay = commitDayOf(quarter, request);
  return reps.map((rep) => accuracyOf(rep, lines.get(rep.repId), commitDay, newEvidence));
}

function accuracyOf(
  { repId, segment, stintStart }: RepToMeasure,
  lines: LedgerSums | undefined,
  commitDay: LocalDate,
  newEvidence: number,
): MeasuredSeries {
  const actual = new Decimal(lines?.closed ?? 0);
  const commit = new Decimal(lines?.closedBeforeCommit ?? 0).plus(lines?.committed ?? 0);
  const bias = commit.gt(0) ? actual.minus(commit).div(commit) : null;
  return {
    repId,
    dimension: '',
    own: [{ segment, numerator: actual, denominator: commit, size: 1 }],
    value: bias && Decimal.max(0, new Decimal(1).minus(bias.abs())),
    evidence: { kind: 'none' },
    newEvidence,
    companions: { bias: asNumber(bias) },
    ...(isUnrated(lines) && { status: 'data_quality' }),
    ...(stintStart > commitDay && { status: 'not_applicable' }),
  };
}

/** Money of which nobody knows what it is worth: one such line makes the sums wrong. */
function isUnrated(lines: LedgerSums | undefined): boolean {
  return (lines?.unrated ?? 0) > 0;
}

const ZERO = new Decimal(0);

function asNumber(value: Decimal | null): number | null {
  return value === null ? null : value.toNumber();
}
