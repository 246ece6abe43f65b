import type { Knex } from 'knex';
import { fiscalQuarterAt } from '../domain/calendar.ts';
import { Decimal, ratio } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { earlierOf, type LocalDate } from '../domain/local-date.ts';
import type { MeasuredSeries } from '../domain/measured-series.ts';
import { elapsedShare, type QuotaSlice } from '../domain/pace.ts';
import type { MeasureFamily, MeasureRequest, MetricMeasurement, MetricRequest, RepToMeasure } from './measure.ts';
import { fiscalYearOf, planRate, planRateJoin } from './plan-rate.ts';

/*
 * Quota and what retires it. Closed: credits, clawbacks and adjustments by their effective date. Committed: the rep's
 * latest snapshot for the quarter, without deals that somebody has been credited for already.
 */

const LEDGER_SQL = `
with reps as (
  select * from unnest(cast(:repIds as text[]), cast(:ownFrom as date[]), cast(:stintFrom as date[]))
    as r (rep_id, own_from, stint_from)
), lines as (
  select l.*, ${planRate('l')} as plan_rate,
         l.entry_type = 'commit' and l.fiscal_quarter = :fiscalQuarter as is_commit,
         bool_or(l.entry_type = 'closed_credit' and l.effective_date >= :quarterStart)
           over (partition by l.opp_id) and l.opp_id is not null as is_credited
  from quota_retirement_ledger l
  left join fx_rate fx on ${planRateJoin('l')}
  where l.effective_date < :t and l.recorded_at < :runStart
    and (l.effective_date >= :from or (l.entry_type = 'commit' and l.fiscal_quarter = :fiscalQuarter))
), counted as (
  select l.rep_id, l.amount * l.plan_rate as amount, l.amount is null or l.plan_rate is null as is_unusable,
         l.effective_date, l.is_commit, l.is_credited,
         max(l.effective_date) filter (where l.is_commit and l.effective_date >= r.stint_from)
           over (partition by l.rep_id) as snapshot,
         l.entry_type <> 'commit' and l.effective_date >= r.own_from as is_closed
  from lines l
  join reps r on r.rep_id = l.rep_id
)
select rep_id,
       coalesce(sum(amount) filter (where is_closed), 0) as closed,
       coalesce(sum(amount) filter (where not is_closed), 0) as committed,
       count(*) as rows,
       count(*) filter (where is_unusable) as unusable
from counted
where is_closed or (is_commit and effective_date = snapshot and is_credited is not true)
group by rep_id
union all
select null, 0, 0, count(*), 0 from lines where effective_date >= :weekStart
order by rep_id nulls last`;

const QUOTA_SQL = `
select q.rep_id, q.effective_from, q.effective_to, (q.quota_amount - q.relief_amount) * ${planRate('q')} as quota,
       q.pace_weights
from quota_store q
left join fx_rate fx on ${planRateJoin('q')}
where q.fiscal_quarter = :fiscalQuarter and q.recorded_at < :runStart and q.rep_id = any(:repIds)
order by q.rep_id, q.effective_from`;

interface LedgerRow {
  rep_id: string | null;
  closed: string;
  committed: string;
  rows: number;
  unusable: number;
}

interface QuotaRow {
  rep_id: string;
  effective_from: LocalDate;
  effective_to: LocalDate;
  /** Null without a rate. */
  quota: string | null;
  pace_weights: string[] | null;
}

/** `pace_attainment`: closed and committed against the quota that the time passed asks for. */
export const quotaLedger: MeasureFamily = async (db, request) => {
  const metrics: MetricMeasurement[] = [];
  for (const wanted of request.metrics) metrics.push(await paceAttainment(db, wanted, request));
  const unusable = metrics.flatMap((one) => [...one.quality.values()]).reduce((sum, { own }) => sum + own.excluded, 0);
  return {
    metrics,
    refused:
      unusable === 0 ? [] : [{ reason: 'quota ledger: no amount, or no plan rate of the currency', rows: unusable }],
  };
};

async function paceAttainment(
  db: Knex,
  { metric, reps, own }: MetricRequest,
  { t, runStart, scoredWeek, settings, quarters }: MeasureRequest,
): Promise<MetricMeasurement> {
  const quarter = fiscalQuarterAt(own.start, quarters);
  if (quarter === null) throw new RangeError(`No fiscal quarter has ${own.start}.`);
  const bindings = {
    repIds: reps.map((rep) => rep.repId),
    ownFrom: reps.map((rep) => rep.own.start),
    stintFrom: reps.map((rep) => rep.stintStart),
    fiscalQuarter: quarter.fiscalQuarter,
    quarterStart: quarter.start,
    from: earlierOf(own.start, scoredWeek.start),
    weekStart: scoredWeek.start,
    t,
    runStart,
    reportingCurrency: settings.reportingCurrency,
    fiscalYear: fiscalYearOf(own.end, quarters) ?? quarter.fiscalYear,
  };
  const ledger = (await db.raw<{ rows: LedgerRow[] }>(LEDGER_SQL, bindings)).rows;
  const quotas = groupBy((await db.raw<{ rows: QuotaRow[] }>(QUOTA_SQL, bindings)).rows, (row) => row.rep_id);
  const lines = new Map(ledger.map((row) => [row.rep_id, row]));
  const isSilent = (lines.get(null)?.rows ?? 0) === 0;
  return {
    metricKey: metric.key,
    series: reps.map((rep) => paceOf(rep, lines.get(rep.repId), quotas.get(rep.repId) ?? [], t, isSilent ? 0 : 1)),
    quality: new Map(
      reps.flatMap(({ repId }) => {
        const row = lines.get(repId);
        const quality = { rows: row?.rows ?? 0, excluded: row?.unusable ?? 0 };
        return row === undefined ? [] : [[repId, { own: quality, evidence: quality }] as const];
      }),
    ),
    sourceOutage: isSilent,
  };
}

function paceOf(
  rep: RepToMeasure,
  lines: LedgerRow | undefined,
  quotaRows: readonly QuotaRow[],
  t: LocalDate,
  newEvidence: number,
): MeasuredSeries {
  const slices = quotaRows.flatMap((row): QuotaSlice[] => (row.quota === null ? [] : [sliceOf(row, row.quota)]));
  const quota = slices.reduce((sum, slice) => sum.plus(slice.quota), ZERO);
  const pace = slices.reduce((sum, slice) => sum.plus(slice.quota.times(elapsedShare(slice, t, rep.calendar))), ZERO);
  const closed = new Decimal(lines?.closed ?? 0);
  const expected = closed.plus(lines?.committed ?? 0);
  const base = { repId: rep.repId, dimension: '', evidence: { kind: 'none' }, newEvidence } as const;
  const isUnknown = slices.length < quotaRows.length || (lines?.unusable ?? 0) > 0;
  return {
    ...base,
    own: [{ segment: rep.segment, numerator: expected, denominator: pace, size: 1 }],
    companions: {
      attainment: asNumber(ratio(closed, quota)),
      projected: asNumber(ratio(expected, quota)),
      elapsed_weight: asNumber(ratio(pace, quota)),
    },
    ...(isUnknown && { status: 'data_quality' }),
    ...(quota.lte(0) && !isUnknown && { status: 'not_applicable' }),
  };
}

const ZERO = new Decimal(0);

function sliceOf(row: QuotaRow, quota: string): QuotaSlice {
  return {
    start: row.effective_from,
    end: row.effective_to,
    quota: new Decimal(quota),
    weights: row.pace_weights === null ? null : row.pace_weights.map((weight) => new Decimal(weight)),
  };
}

function asNumber(value: Decimal | null): number | null {
  return value === null ? null : value.toNumber();
}
