/*
 * One reading of `cadence_event_log` for all its metrics. Three clocks run in it: what was sent and booked, by its own
 * time; what was answered, by the time of the touch, a week earlier so that every touch had its full reply window; and
 * flags, as they stand at t. A rep's windows begin no earlier than the stint, but what others sent to the same
 * enrollment decides which touch a reply answers.
 */

const KINDS = `('touch_sent', 'bounced', 'reply', 'auto_reply', 'opt_out', 'meeting_booked', 'meeting_held', 'no_show',
  'meeting_cancelled', 'ai_flag')`;

/** Why a row cannot be used, as far as it matters for what the row is; the names are keys of `FAULTS`, '' is sound. */
export const FAULT = `case
  when e.event_at >= :runStart then 'later'
  when (e.event_type in ${KINDS} and e.cadence_type in ('cold', 'warm', 'abm', 're_engage')) is not true then 'kind'
  when e.event_type = 'touch_sent' and e.enrollment_id is null then 'enrollment'
  when e.event_type = 'touch_sent' and (e.step_number >= 0) is not true then 'step'
  when e.event_type = 'reply' and e.enrollment_id is null then 'enrollment'
  when e.event_type = 'meeting_booked' and e.meeting_id is null then 'meeting'
  when e.event_type = 'bounced' and e.ref_event_id is null then 'touch'
  else ''
end`;

/** The step of a touch; none where it is no step. */
export const STEP = 'case when e.step_number >= 0 then e.step_number end as step_number';

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
export const IS_OVERDUE_FLAG = `e.event_type = 'ai_flag' and (e.flag_resolved_at is null or e.flag_resolved_at >= :t)
  and e.event_at < cast(:t as timestamptz) - make_interval(hours => 24 * :openFlagDays)`;

/** In which of a rep's windows a row lies: 0 none, 1 the evidence only, 2 the own too, 3 its last week. */
function zone(clock: 'sent' | 'touched' | 'objected'): string {
  return `case when e.event_at >= :${clock}End then 0
    when e.event_at >= r.stint_from and e.event_at >= :${clock}EvidenceFrom then
      1 + cast(e.event_at >= :${clock}OwnFrom as int) + cast(e.event_at >= :${clock}RecentFrom as int)
    else 0 end as ${clock}_zone`;
}

/*
 * The first human reply of an enrollment may be older than any window, so replies are read from the beginning. The
 * last touch before it may be younger than the window of touches: then the reply answers none that counts.
 * Two things are written for the planner: reps are grouped so that it knows each comes once, and faults are told by what
 * they are not, because it takes any equality of a computed column for rare, and would loop.
 */
export const CADENCE_SQL = `
with reps as (
  select rep_id, min(stint_from) as stint_from
  from unnest(cast(:repIds as text[]), cast(:stintFrom as timestamptz[])) as r (rep_id, stint_from)
  group by rep_id
), events as materialized (
  select e.event_id, e.rep_id, e.event_type, e.cadence_type, ${STEP}, e.enrollment_id, e.event_at,
         e.ref_event_id, e.meeting_id, e.reply_class, e.flag_severity, e.flag_code, e.flag_recommendation,
         ${FAULT} as fault, ${IS_OVERDUE_FLAG} and e.event_at >= r.stint_from as is_overdue_flag,
         ${zone('sent')}, ${zone('touched')}, ${zone('objected')}
  from cadence_event_log e
  left join reps r on r.rep_id = e.rep_id
  where e.recorded_at < :runStart and e.is_duplicate is not true
    and case when e.event_at < :t
          then e.event_at >= :from or (e.event_type = 'reply' and e.enrollment_id is not null) or (${IS_OVERDUE_FLAG})
          else e.event_at >= :runStart
        end
), others as materialized (
  select * from events where event_type <> 'touch_sent' and event_at < :t
), delivered as materialized (
  select rep_id, cadence_type, step_number, enrollment_id, event_at, touched_zone
  from events e
  where event_type = 'touch_sent' and fault not in ('kind', 'enrollment')
    and event_at >= :touchedEvidenceFrom and event_at < :t
    and not exists (select from others b where b.event_type = 'bounced' and b.ref_event_id = e.event_id)
), answered as materialized (
  select d.*, reply.is_first
  from delivered d
  join (
    select enrollment_id, event_at, event_at = min(event_at) over (partition by enrollment_id) as is_first
    from others
    where event_type = 'reply' and fault not in ('kind', 'enrollment')
  ) reply on reply.enrollment_id = d.enrollment_id and reply.event_at >= d.event_at
         and reply.event_at < d.event_at + make_interval(hours => 24 * :replyDays)
), tally as (
  select rep_id, cadence_type, event_type, fault, count(*) as rows,
         count(*) filter (where event_at >= :weekFrom and event_at < :t) as week,
         count(*) filter (where sent_zone >= 2) as sent_own,
         count(*) filter (where sent_zone >= 1) as sent_evidence,
         count(*) filter (where sent_zone = 3) as sent_recent,
         count(*) filter (where touched_zone >= 2) as touched_own,
         count(*) filter (where touched_zone >= 1) as touched_evidence
  from events
  where event_at >= :from
  group by rep_id, cadence_type, event_type, fault
), booked as (
  select rep_id,
         (array_agg(cadence_type order by event_at, event_id) filter (where sent_zone >= 2))[1] as own_type,
         (array_agg(cadence_type order by event_at, event_id))[1] as evidence_type
  from others
  where event_type = 'meeting_booked' and fault not in ('kind', 'meeting') and sent_zone >= 1
  group by rep_id, meeting_id
), enrolled as (
  select rep_id, cadence_type, max(touched_zone) as zone
  from delivered
  where touched_zone >= 1
  group by rep_id, cadence_type, enrollment_id
), replied as (
  select rep_id, cadence_type, max(touched_zone) as zone
  from answered
  where touched_zone >= 1
  group by rep_id, cadence_type, enrollment_id
), last_touched as (
  select distinct on (enrollment_id) rep_id, cadence_type, step_number, touched_zone
  from answered
  where is_first
  order by enrollment_id, event_at desc, step_number desc nulls last, rep_id
), objected as (
  select event_id, rep_id, enrollment_id, event_at, fault, reply_class = 'objection' as is_objection, objected_zone
  from others
  where event_type = 'reply' and objected_zone >= 1
), overcome as (
  select distinct o.event_id, o.rep_id, o.objected_zone
  from objected o
  join others m on m.enrollment_id = o.enrollment_id and m.event_type = 'meeting_booked'
               and m.fault not in ('kind', 'meeting')
               and m.event_at >= o.event_at and m.event_at < o.event_at + make_interval(hours => 24 * :objectionDays)
  where o.is_objection and o.fault not in ('kind', 'enrollment')
)
select 'sent' as what, rep_id, cadence_type, cast(null as int) as step_number, null as detail, null as advice,
       sum(sent_own) as own, sum(sent_evidence) as evidence, sum(sent_recent) as recent
from tally
where event_type = 'touch_sent' and fault <> 'kind' and sent_evidence > 0
group by rep_id, cadence_type
union all
select 'booked', b.rep_id, type.name, null, null, null, sum(type.own), sum(type.evidence), 0
from booked b
cross join lateral (values (own_type, 1, 0), (evidence_type, 0, 1)) as type (name, own, evidence)
where type.name is not null
group by b.rep_id, type.name
union all
select 'enrolled', rep_id, cadence_type, null, null, null,
       count(*) filter (where zone >= 2), count(*), count(*) filter (where zone = 3)
from enrolled
group by rep_id, cadence_type
union all
select 'replied', rep_id, cadence_type, null, null, null, count(*) filter (where zone >= 2), count(*), 0
from replied
group by rep_id, cadence_type
union all
select 'delivered', rep_id, cadence_type, step_number, null, null,
       count(*) filter (where touched_zone >= 2), count(*), count(*) filter (where touched_zone = 3)
from delivered
where touched_zone >= 1 and step_number is not null
group by rep_id, cadence_type, step_number
union all
select 'answered', rep_id, cadence_type, step_number, null, null,
       count(*) filter (where touched_zone >= 2), count(*), 0
from last_touched
where touched_zone >= 1 and step_number is not null
group by rep_id, cadence_type, step_number
union all
select 'objected', rep_id, null, null, null, null,
       count(*) filter (where objected_zone >= 2), count(*), count(*) filter (where objected_zone = 3)
from objected
where is_objection and fault not in ('kind', 'enrollment')
group by rep_id
union all
select 'overcome', rep_id, null, null, null, null, count(*) filter (where objected_zone >= 2), count(*), 0
from overcome
group by rep_id
union all
select 'objected_rows', rep_id, null, null, fault, null, count(*) filter (where objected_zone >= 2), count(*), 0
from objected
group by rep_id, fault
union all
select 'overdue_flags', rep_id, null, null, flag_code,
       (array_agg(flag_recommendation order by event_at desc, event_id) filter (where flag_severity = 'high'))[1],
       count(*) filter (where flag_severity = 'high'), count(*), count(*) filter (where flag_severity is null)
from others
where is_overdue_flag
group by rep_id, flag_code
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
where fault <> ''
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
  /** A fault, '' for none, or the code of a flag. */
  readonly detail: string | null;
  /** The latest recommendation of a flag. */
  readonly advice: string | null;
  /** Numeric; null where there is no row at all. */
  readonly own: string | null;
  readonly evidence: string;
  readonly recent: string;
}
