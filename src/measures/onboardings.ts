import type { Knex } from 'knex';
import { Decimal } from '../domain/decimal.ts';
import { kaplanMeierMedian } from '../domain/kaplan-meier.ts';
import { earlierOf } from '../domain/local-date.ts';
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
                 and (o.status in ('in_progress', 'achieved') or o.status = 'cancelled' and o.cancelled_date is not null)`;
const IS_FIRST_VALUE = `${IS_SOUND} and o.ttv_target_days ${IS_SPAN} and coalesce(o.ttv_achieved_days ${IS_SPAN}, true)`;

/**
 * What is due of the log: `due` null where the row is not sound; of two rows that claim to be first value, the second
 * (`nth`) would count the onboarding twice.
 */
export const DUE = `log as (
  select o.*,
         case when ${IS_SOUND} and o.target_date < :t then o.target_date + o.paused_days end as milestone_due,
         case when o.is_ttv_milestone and ${IS_FIRST_VALUE}
              then o.start_date + o.ttv_target_days + o.paused_days end as value_due
  from onboarding_log o
  where o.recorded_at < :runStart
), due as (
  select 'milestones' as part, csm_rep_id as rep_id, account_id, onboarding_id, milestone_id, 1 as nth,
         milestone_due as due, coalesce(milestone_due, target_date, start_date) as dated, cancelled_date, start_date,
         completed_date as met_on, cast(null as int) as target
  from log
  where coalesce(milestone_due, target_date, start_date) >= :from
    and coalesce(milestone_due, target_date, start_date) < :t
  union all
  select 'first_value', csm_rep_id, account_id, onboarding_id, milestone_id, nth, case when nth = 1 then value_due end,
         dated, cancelled_date, start_date, case when value_due is not null then start_date + ttv_achieved_days end,
         ttv_target_days
  from (
    select *, coalesce(value_due, target_date, start_date) as dated,
           row_number() over (partition by onboarding_id order by milestone_id) as nth
    from log
    where is_ttv_milestone and coalesce(value_due, target_date, start_date) >= :from
      and coalesce(value_due, target_date, start_date) < :t
  ) as first_values
)`;

/** Days to first value are counted until t, or until they were given up. */
const ONBOARDINGS_SQL = `
with wanted as (
  select * from unnest(cast(:parts as text[]), cast(:repIds as text[]), cast(:ownFrom as date[]),
                       cast(:evidenceFrom as date[])) as w (part, rep_id, own_from, evidence_from)
), ${DUE}, promised as (
  select d.part, d.rep_id, d.account_id, d.due, d.due is not null as is_sound, d.met_on <= d.due as is_met,
         d.dated >= w.own_from as is_own, coalesce(d.met_on < :t, false) as is_achieved,
         case when d.due is not null and d.target > 0
              then (least(d.met_on, d.cancelled_date, :t) - d.start_date) / cast(d.target as float8) end as taken
  from due d
  join wanted w on w.part = d.part and w.rep_id = d.rep_id and d.dated >= w.evidence_from
  where d.due is null or d.cancelled_date is null or d.cancelled_date >= d.due
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

type Counts = Omit<Row, 'part' | 'rep_id'>;

const NOTHING_DUE: Counts = {
  own_size: 0,
  own_met: 0,
  evidence_size: 0,
  evidence_met: 0,
  new_evidence: 0,
  accounts: 0,
  taken: null,
  achieved: null,
  own_rows: 0,
  evidence_rows: 0,
};

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
    from: metrics.map(({ evidence }) => evidence.start).reduce(earlierOf),
    lastWeekFrom: first.lastWeek.start,
    t,
    runStart,
  });
  const unsound = rows.reduce((total, row) => total + row.evidence_rows - row.evidence_size, 0);
  return {
    metrics: metrics.map((request) => measured(request, rows, thresholds.milestoneAccounts)),
    refused:
      unsound === 0
        ? []
        : [{ reason: 'onboardings: a status, date or number of days missing or impossible', rows: unsound }],
  };
};

function measured({ metric, reps }: MetricRequest, rows: readonly Row[], leastAccounts: number): MetricMeasurement {
  const { part } = metric.measure;
  if (part !== 'first_value' && part !== 'milestones') {
    throw new RangeError(`The onboardings measure has no part "${part}".`);
  }
  const rowOf = new Map(rows.filter((row) => row.part === part).map((row) => [row.rep_id, row]));
  const found = reps.map((rep) => ({ rep, row: rowOf.get(rep.repId) ?? NOTHING_DUE }));
  return {
    metricKey: metric.key,
    series: found.map(({ rep, row }) => ({
      ...rates(rep, row),
      ...(part === 'first_value' ? { companions: { median_ratio: medianTaken(row) } } : milestones(row, leastAccounts)),
    })),
    quality: new Map(found.map(({ rep, row }) => [rep.repId, qualityOf(row)])),
  };
}

function rates({ repId, segment }: RepToMeasure, row: Counts): Omit<MeasuredSeries, 'companions'> {
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
function medianTaken({ taken, achieved }: Counts): number | null {
  return kaplanMeierMedian((taken ?? []).map((duration, index) => ({ duration, ended: achieved?.[index] === true })));
}

/** Many milestones of two customers say more of the customers than of the rep. */
function milestones({ accounts }: Counts, leastAccounts: number): Pick<MeasuredSeries, 'companions' | 'status'> {
  return { companions: { accounts }, ...(accounts < leastAccounts && { status: 'insufficient_sample' }) };
}

function qualityOf(row: Counts): QualityOfRep {
  return {
    own: { rows: row.own_rows, excluded: row.own_rows - row.own_size },
    evidence: { rows: row.evidence_rows, excluded: row.evidence_rows - row.evidence_size },
  };
}
