/*
 * One reading of `cadence_event_log` for all its metrics. Three clocks run in it: what was sent and booked, by its own
 * time; what was answered, by the time of the touch, a week earlier so that every touch had its full reply window; and
 * flags, as they stand at t. A rep's windows begin no earlier than the stint, but what others sent to the same
 * enrollment decides which touch a reply answers.
 */

const KINDS = `('touch_sent', 'bounced', 'reply', 'auto_reply', 'opt_out', 'meeting_booked', 'meeting_held', 'no_show',
  'meeting_cancelled', 'ai_flag')`;

/** Why a row cannot be used, as far as it matters for what the row is; the names are keys of `FAULTS`. */
const FAULT = `case
  when e.event_at >= :runStart then 'later'
  when (e.event_type in ${KINDS} and e.cadence_type in ('cold', 'warm', 'abm', 're_engage')) is not true then 'kind'
  when e.event_type = 'touch_sent' then
    case when e.enrollment_id is null then 'enrollment' when e.step_number is null then 'step' end
  when e.event_type = 'reply' and e.enrollment_id is null then 'enrollment'
  when e.event_type = 'meeting_booked' and e.meeting_id is null then 'meeting'
  when e.event_type = 'bounced' and e.ref_event_id is null then 'touch'
end`;

/** As reports name what was left out. */
export const FAULTS = {
  later: 'cadence events: dated after the run began',
  kind: 'cadence events: an unknown type of event or cadence',
  enrollment: 'cadence events: a touch or reply without an enrollment',
  step: 'cadence events: a touch without a step',
  meeting: 'cadence events: a booking without a meeting',
  touch: 'cadence events: a bounce of no touch',
} as const;
export type Fault = keyof typeof FAULTS;

/** Open longer than allowed. The date of a resolution on or after t is not known yet. */
const IS_OVERDUE_FLAG = `e.event_type = 'ai_flag' and (e.flag_resolved_at is null or e.flag_resolved_at >= :t)
  and e.event_at < cast(:t as timestamptz) - make_interval(hours => 24 * :openFlagDays)`;

/*
 * The first human reply of an enrollment may be older than any window, so replies are read from the beginning. The
 * last touch before it may be younger than the window of touches: then the reply answers none that counts.
 */
export const CADENCE_SQL = `
with reps as (
  select r.rep_id, r.stint_from,
         greatest(r.stint_from, :sentOwnFrom) as sent_own_from,
         greatest(r.stint_from, :sentEvidenceFrom) as sent_evidence_from,
         greatest(r.stint_from, :sentRecentFrom) as sent_recent_from,
         greatest(r.stint_from, :touchedOwnFrom) as touched_own_from,
         greatest(r.stint_from, :touchedEvidenceFrom) as touched_evidence_from,
         greatest(r.stint_from, :touchedRecentFrom) as touched_recent_from,
         greatest(r.stint_from, :objectedOwnFrom) as objected_own_from,
         greatest(r.stint_from, :objectedEvidenceFrom) as objected_evidence_from,
         greatest(r.stint_from, :objectedRecentFrom) as objected_recent_from
  from unnest(cast(:repIds as text[]), cast(:stintFrom as timestamptz[])) as r (rep_id, stint_from)
), events as materialized (
  select e.event_id, e.rep_id, e.event_type, e.cadence_type, e.step_number, e.enrollment_id, e.event_at,
         e.ref_event_id, e.meeting_id, e.reply_class, ${FAULT} as fault, ${IS_OVERDUE_FLAG} as is_overdue_flag,
         e.flag_severity, e.flag_code, e.flag_recommendation
  from cadence_event_log e
  where e.recorded_at < :runStart and e.is_duplicate is not true
    and case when e.event_at < :t
          then e.event_at >= :from or (e.event_type = 'reply' and e.enrollment_id is not null) or (${IS_OVERDUE_FLAG})
          else e.event_at >= :runStart
        end
), others as materialized (
  select * from events where event_type <> 'touch_sent' and event_at < :t
), delivered as materialized (
  select rep_id, cadence_type, step_number, enrollment_id, event_at
  from events e
  where event_type = 'touch_sent' and coalesce(fault, 'step') = 'step'
    and event_at >= :touchedEvidenceFrom and event_at < :t
    and not exists (select from others b where b.event_type = 'bounced' and b.ref_event_id = e.event_id)
), answered as materialized (
  select d.*, reply.is_first
  from delivered d
  join (
    select enrollment_id, event_at, event_at = min(event_at) over (partition by enrollment_id) as is_first
    from others
    where event_type = 'reply' and fault is null
  ) reply on reply.enrollment_id = d.enrollment_id and reply.event_at >= d.event_at
         and reply.event_at < d.event_at + make_interval(hours => 24 * :replyDays)
), tally as (
  select e.rep_id, e.cadence_type, e.event_type, e.fault, count(*) as rows,
         count(*) filter (where e.event_at >= :weekFrom and e.event_at < :t) as week,
         count(*) filter (where e.event_at >= r.sent_own_from and e.event_at < :sentEnd) as sent_own,
         count(*) filter (where e.event_at >= r.sent_evidence_from and e.event_at < :sentEnd) as sent_evidence,
         count(*) filter (where e.event_at >= r.sent_recent_from and e.event_at < :sentEnd) as sent_recent,
         count(*) filter (where e.event_at >= r.touched_own_from and e.event_at < :touchedEnd) as touched_own,
         count(*) filter (where e.event_at >= r.touched_evidence_from and e.event_at < :touchedEnd) as touched_evidence
  from events e
  left join reps r on r.rep_id = e.rep_id
  where e.event_at >= :from
  group by e.rep_id, e.cadence_type, e.event_type, e.fault
), booked as (
  select e.rep_id,
         (array_agg(e.cadence_type order by e.event_at, e.event_id)
           filter (where e.event_at >= r.sent_own_from))[1] as own_type,
         (array_agg(e.cadence_type order by e.event_at, e.event_id))[1] as evidence_type
  from others e
  join reps r on r.rep_id = e.rep_id and e.event_at >= r.sent_evidence_from
  where e.event_type = 'meeting_booked' and e.fault is null and e.event_at < :sentEnd
  group by e.rep_id, e.meeting_id
), enrolled as (
  select d.rep_id, d.cadence_type, bool_or(d.event_at >= r.touched_own_from) as is_own,
         bool_or(d.event_at >= r.touched_recent_from) as is_recent
  from delivered d
  join reps r on r.rep_id = d.rep_id and d.event_at >= r.touched_evidence_from
  where d.event_at < :touchedEnd
  group by d.rep_id, d.cadence_type, d.enrollment_id
), replied as (
  select d.rep_id, d.cadence_type, bool_or(d.event_at >= r.touched_own_from) as is_own
  from answered d
  join reps r on r.rep_id = d.rep_id and d.event_at >= r.touched_evidence_from
  where d.event_at < :touchedEnd
  group by d.rep_id, d.cadence_type, d.enrollment_id
), last_touched as (
  select distinct on (enrollment_id) rep_id, cadence_type, step_number, event_at
  from answered
  where is_first
  order by enrollment_id, event_at desc, step_number desc nulls last, rep_id
), objected as (
  select e.event_id, e.rep_id, e.enrollment_id, e.event_at, e.fault, e.reply_class = 'objection' as is_objection,
         e.event_at >= r.objected_own_from as is_own, e.event_at >= r.objected_recent_from as is_recent
  from others e
  join reps r on r.rep_id = e.rep_id and e.event_at >= r.objected_evidence_from
  where e.event_type = 'reply' and e.event_at < :objectedEnd
), overcome as (
  select distinct o.event_id, o.rep_id, o.is_own
  from objected o
  join others m on m.enrollment_id = o.enrollment_id and m.event_type = 'meeting_booked' and m.fault is null
               and m.event_at >= o.event_at and m.event_at < o.event_at + make_interval(hours => 24 * :objectionDays)
  where o.is_objection and o.fault is null
)
select 'sent' as what, rep_id, cadence_type, cast(null as int) as step_number, null as detail, null as advice,
       sum(sent_own) as own, sum(sent_evidence) as evidence, sum(sent_recent) as recent
from tally
where event_type = 'touch_sent' and coalesce(fault, 'step') in ('step', 'enrollment') and sent_evidence > 0
group by rep_id, cadence_type
union all
select 'booked', b.rep_id, type.name, null, null, null, sum(type.own), sum(type.evidence), 0
from booked b
cross join lateral (values (own_type, 1, 0), (evidence_type, 0, 1)) as type (name, own, evidence)
where type.name is not null
group by b.rep_id, type.name
union all
select 'enrolled', rep_id, cadence_type, null, null, null,
       count(*) filter (where is_own), count(*), count(*) filter (where is_recent)
from enrolled
group by rep_id, cadence_type
union all
select 'replied', rep_id, cadence_type, null, null, null, count(*) filter (where is_own), count(*), 0
from replied
group by rep_id, cadence_type
union all
select 'delivered', d.rep_id, d.cadence_type, d.step_number, null, null,
       count(*) filter (where d.event_at >= r.touched_own_from), count(*),
       count(*) filter (where d.event_at >= r.touched_recent_from)
from delivered d
join reps r on r.rep_id = d.rep_id and d.event_at >= r.touched_evidence_from
where d.event_at < :touchedEnd and d.step_number is not null
group by d.rep_id, d.cadence_type, d.step_number
union all
select 'answered', d.rep_id, d.cadence_type, d.step_number, null, null,
       count(*) filter (where d.event_at >= r.touched_own_from), count(*), 0
from last_touched d
join reps r on r.rep_id = d.rep_id and d.event_at >= r.touched_evidence_from
where d.event_at < :touchedEnd and d.step_number is not null
group by d.rep_id, d.cadence_type, d.step_number
union all
select 'objected', rep_id, null, null, null, null,
       count(*) filter (where is_own), count(*), count(*) filter (where is_recent)
from objected
where is_objection and fault is null
group by rep_id
union all
select 'overcome', rep_id, null, null, null, null, count(*) filter (where is_own), count(*), 0
from overcome
group by rep_id
union all
select 'objected_rows', rep_id, null, null, fault, null, count(*) filter (where is_own), count(*), 0
from objected
group by rep_id, fault
union all
select 'overdue_flags', f.rep_id, null, null, f.flag_code,
       (array_agg(f.flag_recommendation order by f.event_at desc, f.event_id)
         filter (where f.flag_severity = 'high'))[1],
       count(*) filter (where f.flag_severity = 'high'), count(*), count(*) filter (where f.flag_severity is null)
from others f
join reps r on r.rep_id = f.rep_id and f.event_at >= r.stint_from
where f.is_overdue_flag
group by f.rep_id, f.flag_code
union all
select 'sent_rows', rep_id, null, null, fault, null, sum(sent_own), sum(sent_evidence), 0
from tally
where event_type in ('touch_sent', 'meeting_booked') and sent_evidence > 0
group by rep_id, fault
union all
select 'touched_rows', rep_id, null, null, fault, null, sum(touched_own), sum(touched_evidence), 0
from tally
where event_type in ('touch_sent', 'reply', 'bounced') and touched_evidence > 0
group by rep_id, fault
union all
select 'refused', null, null, null, fault, null, sum(rows), 0, 0
from tally
where fault is not null
group by fault
union all
select 'strangers', null, null, null, null, null, sum(rows), 0, 0
from tally
where not exists (select from person where person_id = rep_id)
  and not exists (select from reps where reps.rep_id = tally.rep_id)
union all
select 'week', null, null, null, null, null, sum(week), 0, 0
from tally
order by what, rep_id, cadence_type, step_number, detail`;

/** A count of something, by rep and what else tells it apart. */
export interface CadenceCount {
  readonly what:
    | 'sent'
    | 'booked'
    | 'enrolled'
    | 'replied'
    | 'delivered'
    | 'answered'
    /** Replies with an objection, and those of them that became a meeting. */
    | 'objected'
    | 'overcome'
    /** own: high ones; evidence: of any severity; recent: of none. */
    | 'overdue_flags'
    | 'sent_rows'
    | 'touched_rows'
    | 'objected_rows'
    /** Of anybody; only `own`. */
    | 'refused'
    | 'strangers'
    | 'week';
  readonly rep_id: string | null;
  readonly cadence_type: string | null;
  readonly step_number: number | null;
  /** A fault, or the code of a flag. */
  readonly detail: string | null;
  /** The latest recommendation of a flag. */
  readonly advice: string | null;
  /** Numeric; null where there is no row at all. */
  readonly own: string | null;
  readonly evidence: string;
  readonly recent: string;
}
