import type { Thresholds } from '../catalog/thresholds.ts';
import { below, Decimal } from '../domain/decimal.ts';
import { addDays } from '../domain/local-date.ts';
import type { MeasuredSeries } from '../domain/measured-series.ts';
import type { MeasureFamily, MetricMeasurement, MetricRequest, RepToMeasure } from './measure.ts';
import { type QualityRow, qualityOf, type RateRow, rateSeries, shareOf, total } from './rate-rows.ts';
import { REPS, repColumns, repsOf } from './rep-columns.ts';

/*
 * Business reviews with customers. An obligation is an account and a due date, whatever the number of rows; any of
 * them meets it, and the latest says whose it is. The customer may move it once, within limits. A review held is a row
 * with the date; its outcome counts when somebody other than the AM has logged it.
 */

/** The rows of the log, and what they come to: an obligation is decided when its days of grace are over. */
export const OBLIGATIONS = `reviews as (
  select q.qbr_id, q.account_id, q.am_rep_id, q.due_date, q.scheduled_date, q.recorded_at, q.outcome,
         case when q.completed_date < :t then q.completed_date end as held_on,
         case when q.status is distinct from 'cancelled_internal' and q.rescheduled_due_date > q.due_date
              then least(q.rescheduled_due_date, q.due_date + cast(:qbrMoveDays as int)) end as moved_to,
         (q.outcome in ('positive', 'neutral', 'negative')) is not false as is_sound,
         (q.outcome is not null and q.outcome_logged_by <> q.am_rep_id and q.outcome_logged_at < :tInstant) is true
           as is_logged
  from qbr_log q
  where q.recorded_at < :runStart
    and (q.due_date >= :earliestDue and q.due_date < :t or q.completed_date >= :start and q.completed_date < :t)
), obligations as (
  select account_id, due_date, (array_agg(am_rep_id order by recorded_at desc, qbr_id desc))[1] as rep_id,
         coalesce(min(moved_to), due_date) as due,
         min(held_on) as held_on, min(scheduled_date) as scheduled_on
  from reviews
  group by account_id, due_date
), judged as (
  select *, due + cast(:qbrGraceDays as int) as decided_on from obligations
)`;

const REVIEWS_SQL = `
with ${REPS}, ${OBLIGATIONS}, owed as (
  select j.account_id, j.due_date, j.rep_id, j.decided_on, a.account_id is not null as is_sound,
         (j.held_on <= j.decided_on) is true as is_hit, (j.scheduled_on <= j.due) is true as is_scheduled,
         (max(s.owned_from) > j.due - cast(:newAccountDays as int)) is true as is_new_account
  from judged j
  left join accounts a on a.account_id = j.account_id and a.recorded_at < :runStart and a.qbr_required is not null
  left join account_ownership s on s.account_id = j.account_id and s.owner_role = 'AM' and s.recorded_at < :runStart
                               and s.owned_from <= j.due and (s.owned_to is null or j.due < s.owned_to)
  where j.decided_on >= :start and j.decided_on < :t
    and a.qbr_required is not false and (a.churned_at < j.due) is not true
  group by j.account_id, j.due_date, j.rep_id, j.decided_on, j.held_on, j.scheduled_on, j.due, a.account_id
), observed as (
  select 'adherence' as part, rep_id, decided_on as dated, is_sound, true as is_counted, is_hit, is_scheduled as is_named
  from owed
  where not is_new_account
  union all
  select 'outcome', am_rep_id, held_on, is_sound, is_logged, outcome = 'positive', is_logged
  from reviews
  where held_on >= :start
), placed as (
  select o.part, o.rep_id, o.is_sound, o.is_sound and o.is_counted as is_in, o.is_hit, o.is_sound and o.is_named as is_named,
         o.dated >= r.own_start as is_own, o.dated >= greatest(r.own_start, cast(:lastWeekStart as date)) as is_new
  from observed o
  join reps r on r.rep_id = o.rep_id and o.dated >= r.evidence_start
)
select part, rep_id,
       count(*) filter (where is_in and is_own and is_hit) as own_hits,
       count(*) filter (where is_in and is_own) as own_size,
       count(*) filter (where is_in and is_hit) as evidence_hits,
       count(*) filter (where is_in) as evidence_size,
       count(*) filter (where is_in and is_new) as new_evidence,
       count(*) filter (where is_own and is_named) as own_named,
       count(*) filter (where is_own) as own_rows,
       count(*) filter (where is_own and not is_sound) as own_excluded,
       count(*) as evidence_rows,
       count(*) filter (where not is_sound) as evidence_excluded
from placed
group by part, rep_id
order by part, rep_id`;

interface ReviewRow extends Omit<RateRow, 'segment'>, QualityRow {
  part: string;
  rep_id: string;
  /** Scheduled by the due date; or with an outcome logged. */
  own_named: number;
}

/** What the rate is shown with, and what makes it unfit. */
type PartOf = (row: ReviewRow, thresholds: Thresholds) => Pick<MeasuredSeries, 'companions' | 'status'>;

const parts = new Map<string, PartOf>([
  ['adherence', (row) => ({ companions: { scheduled_rate: shareOf(row.own_named, row.own_size) } })],
  [
    'outcome',
    (row, { qbrOutcomeCoverage }) => {
      const held = row.own_rows - row.own_excluded;
      const isThin = held > 0 && below(new Decimal(row.own_named).div(held), new Decimal(qbrOutcomeCoverage));
      return {
        companions: { coverage: shareOf(row.own_named, held) },
        ...(isThin && { status: 'data_quality' }),
      };
    },
  ],
]);

/** `adherence`: obligations met in time / obligations. `outcome`: positive / reviews with an outcome. */
export const businessReviews: MeasureFamily = async (db, { metrics, t, tInstant, runStart, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const { qbrGraceDays, qbrMoveDays, newAccountDays } = thresholds;
  const { rows } = await db.raw<{ rows: ReviewRow[] }>(REVIEWS_SQL, {
    ...repColumns(repsOf(metrics)),
    start: first.evidence.start,
    earliestDue: addDays(first.evidence.start, -qbrGraceDays - qbrMoveDays),
    lastWeekStart: first.lastWeek.start,
    t,
    tInstant,
    runStart,
    qbrGraceDays,
    qbrMoveDays,
    newAccountDays,
  });
  const refused = (part: string) =>
    total(
      rows.filter((row) => row.part === part),
      (row) => row.evidence_excluded,
    );
  return {
    metrics: metrics.map((request) => measured(request, rows, thresholds)),
    refused: [
      {
        reason: 'business reviews: an account that is not known, or not whether it needs them',
        rows: refused('adherence'),
      },
      { reason: 'business reviews: an unknown outcome', rows: refused('outcome') },
    ].filter((one) => one.rows > 0),
  };
};

function measured(
  { metric, reps }: MetricRequest,
  rows: readonly ReviewRow[],
  thresholds: Thresholds,
): MetricMeasurement {
  const part = parts.get(metric.measure.part);
  if (part === undefined) throw new RangeError(`The business reviews have no part "${metric.measure.part}".`);
  const ofPart = new Map(rows.filter((row) => row.part === metric.measure.part).map((row) => [row.rep_id, row]));
  const found = reps.flatMap((rep): [RepToMeasure, ReviewRow][] => {
    const row = ofPart.get(rep.repId);
    return row === undefined ? [] : [[rep, row]];
  });
  return {
    metricKey: metric.key,
    // Reviews carry no segment: they count in the rep's own.
    series: found.map(([{ repId, segment }, row]) => rateSeries(repId, [{ ...row, segment }], part(row, thresholds))),
    quality: new Map(found.map(([{ repId }, row]) => [repId, qualityOf([row])])),
  };
}
