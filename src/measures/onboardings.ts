import type { Knex } from 'knex';
import { Decimal } from '../domain/decimal.ts';
import { kaplanMeierMedian } from '../domain/kaplan-meier.ts';
import type { MeasuredSeries, SegmentTally } from '../domain/measured-series.ts';
import type { MeasureFamily, MetricMeasurement, MetricRequest, QualityOfRep, RepToMeasure } from './measure.ts';

/*
 * Whether onboardings are on time: first value, and each milestone. Both are asked of what is due in the window, done
 * or not, because those who finished are the quick ones. What was cancelled before it was due was never due. Rows have
 * no segment: they count in the rep's own.
 */

/** Days by which a date can be moved without leaving the calendar. */
const IS_SPAN = 'between 0 and 36500';

/** What a row must hold to count at all. */
const IS_SOUND = `o.account_id is not null and o.start_date < :t and o.paused_days ${IS_SPAN}
                  and (o.status <> 'cancelled' or o.cancelled_date is not null)`;

/** First value; of two rows that claim to be it, the second would count the onboarding twice. */
const IS_FIRST_VALUE = `${IS_SOUND} and o.nth = 1 and o.ttv_target_days ${IS_SPAN}
                  and coalesce(o.ttv_achieved_days ${IS_SPAN}, true)`;
const IS_MILESTONE = `${IS_SOUND} and o.target_date < :t`;

/** `due` null: the row is not sound. Days to first value are counted until t, or until they were given up. */
const ONBOARDINGS_SQL = `
with wanted as (
  select * from unnest(cast(:parts as text[]), cast(:repIds as text[]), cast(:ownFrom as date[]),
                       cast(:evidenceFrom as date[])) as w (part, rep_id, own_from, evidence_from)
), log as (
  select *, row_number() over (partition by onboarding_id, is_ttv_milestone order by milestone_id) as nth,
         least(cancelled_date, cast(:t as date)) as seen_until
  from onboarding_log
  where recorded_at < :runStart
), promised as (
  select w.part, w.rep_id, o.account_id, p.due, p.due is not null as is_sound, p.met_on <= p.due as is_met,
         coalesce(p.due, o.target_date, o.start_date) >= w.own_from as is_own,
         coalesce(p.met_on < :t, false) as is_achieved,
         case when p.target > 0 then (least(p.met_on, o.seen_until) - o.start_date) / cast(p.target as float8) end as taken
  from log o
  cross join lateral (values
    ('first_value', o.is_ttv_milestone,
     case when ${IS_FIRST_VALUE} then o.start_date + o.ttv_target_days + o.paused_days end,
     case when ${IS_FIRST_VALUE} then o.start_date + o.ttv_achieved_days end,
     case when ${IS_FIRST_VALUE} then o.ttv_target_days end),
    ('milestones', true,
     case when ${IS_MILESTONE} then o.target_date + o.paused_days end,
     case when ${IS_MILESTONE} then o.completed_date end,
     null)
  ) as p (part, is_promised, due, met_on, target)
  join wanted w on w.part = p.part and w.rep_id = o.csm_rep_id
  where p.is_promised and coalesce(p.due, o.target_date, o.start_date) >= w.evidence_from
    and coalesce(p.due, o.target_date, o.start_date) < :t
    and (p.due is null or o.cancelled_date is null or o.cancelled_date >= p.due)
)
select part, rep_id,
       count(*) filter (where is_own and is_sound) as own_size,
       count(*) filter (where is_own and is_sound and is_met) as own_met,
       count(*) filter (where is_sound) as evidence_size,
       count(*) filter (where is_sound and is_met) as evidence_met,
       count(*) filter (where is_own and is_sound and due >= :lastWeekFrom) as new_evidence,
       count(distinct account_id) filter (where is_own and is_sound) as accounts,
       array_agg(taken order by taken, is_achieved) filter (where is_own and taken is not null) as taken,
       array_agg(is_achieved order by taken, is_achieved) filter (where is_own and taken is not null) as achieved,
       count(*) filter (where is_own) as own_rows,
       count(*) as evidence_rows
from promised
group by part, rep_id
order by part, rep_id`;

interface Row {
  part: string;
  rep_id: string;
  own_size: number;
  own_met: number;
  evidence_size: number;
  evidence_met: number;
  new_evidence: number;
  accounts: number;
  /** Days to first value over the target days, or so far; null for milestones. */
  taken: number[] | null;
  /** Beside each: whether first value was reached. */
  achieved: boolean[] | null;
  own_rows: number;
  evidence_rows: number;
}

/** `first_value` and `milestones`: met in time / due. */
export const onboardings: MeasureFamily = async (db: Knex, { metrics, t, runStart, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const wanted = metrics.flatMap(({ metric, reps }) => reps.map((rep) => ({ part: metric.measure.part, rep })));
  const { rows } = await db.raw<{ rows: Row[] }>(ONBOARDINGS_SQL, {
    parts: wanted.map(({ part }) => part),
    repIds: wanted.map(({ rep }) => rep.repId),
    ownFrom: wanted.map(({ rep }) => rep.own.start),
    evidenceFrom: wanted.map(({ rep }) => rep.evidence.start),
    lastWeekFrom: first.lastWeek.start,
    t,
    runStart,
  });
  const unsound = rows.reduce((total, row) => total + row.evidence_rows - row.evidence_size, 0);
  return {
    metrics: metrics.map((request) => measured(request, rows, thresholds.milestoneAccounts)),
    refused:
      unsound === 0 ? [] : [{ reason: 'onboardings: a date or number of days missing or impossible', rows: unsound }],
  };
};

function measured({ metric, reps }: MetricRequest, rows: readonly Row[], leastAccounts: number): MetricMeasurement {
  const { part } = metric.measure;
  if (part !== 'first_value' && part !== 'milestones') {
    throw new RangeError(`The onboardings measure has no part "${part}".`);
  }
  const rowOf = new Map(rows.filter((row) => row.part === part).map((row) => [row.rep_id, row]));
  const found = reps.flatMap((rep) => {
    const row = rowOf.get(rep.repId);
    return row === undefined ? [] : [{ rep, row }];
  });
  return {
    metricKey: metric.key,
    series: found.map(({ rep, row }) => ({
      ...rates(rep, row),
      ...(part === 'first_value' ? { companions: { median_ratio: medianTaken(row) } } : milestones(row, leastAccounts)),
    })),
    quality: new Map(found.map(({ rep, row }) => [rep.repId, qualityOf(row)])),
  };
}

function rates({ repId, segment }: RepToMeasure, row: Row): Omit<MeasuredSeries, 'companions'> {
  const tally = (met: number, size: number): SegmentTally[] =>
    size === 0 ? [] : [{ segment, numerator: new Decimal(met), denominator: new Decimal(size), size }];
  return {
    repId,
    dimension: '',
    own: tally(row.own_met, row.own_size),
    evidence: { kind: 'tallies', tallies: tally(row.evidence_met, row.evidence_size) },
    newEvidence: row.new_evidence,
  };
}

/** What half of the customers took, as a multiple of the target; null where it cannot be told yet. */
function medianTaken({ taken, achieved }: Row): number | null {
  return kaplanMeierMedian((taken ?? []).map((duration, index) => ({ duration, ended: achieved?.[index] === true })));
}

/** Many milestones of two customers say more of the customers than of the rep. */
function milestones({ accounts }: Row, leastAccounts: number): Pick<MeasuredSeries, 'companions' | 'status'> {
  return { companions: { accounts }, ...(accounts < leastAccounts && { status: 'insufficient_sample' }) };
}

function qualityOf(row: Row): QualityOfRep {
  return {
    own: { rows: row.own_rows, excluded: row.own_rows - row.own_size },
    evidence: { rows: row.evidence_rows, excluded: row.evidence_rows - row.evidence_size },
  };
}
