import { planRate, planRateJoin } from './plan-rate.ts';
import { REPS } from './rep-columns.ts';

/** The churn risk log; `next_dated`: when the account's renewal date was next spoken of. */
const LOG = `log as (
  select c.account_id, c.churn_event_id as id, c.event_type as kind, c.event_date as dated, c.renewal_date,
         case when c.proximity_window_days between 0 and 36500 then c.proximity_window_days end as opening_days,
         c.arr, c.arr * ${planRate('c')} as amount,
         coalesce(c.arr >= 0 and c.arr < 'infinity', false) as is_sound,
         lead(c.event_date) over (partition by c.account_id, c.renewal_date is null
                                  order by c.event_date, c.churn_event_id) as next_dated
  from churn_risk_log c
  left join fx_rate fx on ${planRateJoin('c')}
  where c.event_date < :t and c.recorded_at < :runStart
)`;

/** Renewal opportunities. What was closed at t or later is still open. */
const OPPS = `opps as (
  select o.account_id, o.renewal_due_date as due, cast(o.created_at at time zone :orgTz as date) as created_on,
         case when o.closed_at < :tInstant then cast(o.closed_at at time zone :orgTz as date) end as closed_on,
         o.is_won, o.amount * ${planRate('o')} as amount,
         coalesce(o.is_won is null or o.closed_at is not null and (not o.is_won or o.amount >= 0 and o.amount < 'infinity'),
                  false) as is_sound
  from opportunities o
  left join fx_rate fx on ${planRateJoin('o')}
  where o.opp_type = 'renewal' and o.created_at < :tInstant and o.recorded_at < :runStart
)`;

const CUSTOMERS = `customers as materialized (
  select account_id, segment, renewal_date, churned_at from accounts where recorded_at < :runStart
)`;

/**
 * A renewal is an account and the date on which its contract is due: of a renewal opportunity, else what the log last
 * said before that date, else what the account says. Dates close to one that is taken are the same renewal; they are
 * taken in this order, within a kind the earliest first. The walk takes one date of every account a step.
 */
const RENEWALS = `dates as (
  select account_id, due, 1 as source from opps
  union
  select account_id, renewal_date, 2 from log where dated < renewal_date and (next_dated < renewal_date) is not true
  union
  select account_id, renewal_date, 3 from customers
), candidates as (
  select account_id, array_agg(due order by source, due) as dues from dates where isfinite(due) group by account_id
), walk as (
  select account_id, dues, 1 as place, dues[1:1] as taken from candidates
  union all
  select account_id, dues, place + 1,
         case when exists (select from unnest(taken) as other
                           where abs(other - dues[place + 1]) <= cast(:sameRenewalDays as int))
              then taken else taken || dues[place + 1] end
  from walk
  where place < cardinality(dues)
), renewals as (
  select account_id, due, lead(due) over (partition by account_id order by due) as next_due
  from walk cross join lateral unnest(taken) as due
  where place = cardinality(dues)
)`;

/**
 * What is known of each renewal due in the windows or later. `closed_on`: once none of its opportunities is open. A
 * snapshot shows what expires while the renewal is not won or lost, and the account not gone.
 */
const FACTS = `outcomes as (
  select r.account_id, r.due, min(o.created_on) as opened_on,
         case when bool_and(o.closed_on is not null) then max(o.closed_on) end as closed_on,
         bool_and(o.is_sound) is not false as is_sound,
         min(o.closed_on) filter (where o.is_won and o.closed_on <= r.due + cast(:graceDays as int)) as won_on,
         sum(o.amount) filter (where o.is_won and o.closed_on <= r.due + cast(:graceDays as int)) as renewed,
         coalesce(bool_or(o.is_won and o.amount is null), false) as is_unrated
  from renewals r
  left join opps o on o.account_id = r.account_id and o.due >= r.due and (r.next_due is null or o.due < r.next_due)
  where r.due >= :start
  group by r.account_id, r.due
), churns as (
  select account_id, max(dated) filter (where kind = 'churn') as churned_on,
         max(dated) filter (where kind = 'arr_snapshot' and is_sound and arr > 0) as alive_on
  from log
  group by account_id
), known as (
  select o.*, a.segment, coalesce(case when a.churned_at < :t then a.churned_at end,
                                  case when (c.alive_on > c.churned_on) is not true then c.churned_on end) as churned_on
  from outcomes o
  left join churns c on c.account_id = o.account_id
  left join customers a on a.account_id = o.account_id
), logged as (
  select k.account_id, k.due,
         (array_agg(l.opening_days order by l.dated desc, l.id desc) filter (where l.opening_days is not null))[1]
           as opening_days,
         (array_agg(l.amount order by l.dated desc, l.id desc) filter (where s.is_expiring and l.is_sound))[1] as expiring,
         max(l.dated) filter (where s.is_expiring and l.is_sound) as sound_on,
         max(l.dated) filter (where s.is_expiring and not l.is_sound) as unsound_on
  from known k
  join log l on l.account_id = k.account_id and l.dated < k.due
  cross join lateral (
    select l.kind = 'arr_snapshot' and (l.dated >= coalesce(k.won_on, k.closed_on) or l.dated > k.churned_on) is not true as is_expiring
  ) s
  group by k.account_id, k.due
)`;

/**
 * Each renewal with its outcome. One not won is decided as soon as it is lost or the account churned, else when the
 * time of grace is over; an open one before that is not decided.
 */
const JUDGED = `judged as (
  select k.account_id, k.due, k.segment, k.opened_on, k.churned_on, k.won_on is not null as is_won, k.won_on,
         case when k.won_on is null then 0 else k.renewed end as renewed, l.expiring,
         coalesce(l.sound_on, l.unsound_on) is not null as has_expiring,
         k.is_sound and k.segment is not null and (l.unsound_on > l.sound_on or l.sound_on is null) is not true
           as is_sound,
         k.is_unrated or l.expiring is null as is_unrated,
         coalesce(k.won_on, least(k.churned_on, k.closed_on, k.due + cast(:graceDays as int))) as decided_on,
         k.due - coalesce(l.opening_days, cast(:openingDays as int)) as threshold
  from known k
  left join logged l on l.account_id = k.account_id and l.due = k.due
)`;

const OBSERVED = `observed as (
  select 'gross_rate' as part, account_id, due, segment, due as dated, greatest(due, decided_on) as entered_on,
         least(due, churned_on) as owned_on, churned_on, is_won as is_hit, is_sound, is_unrated, renewed, expiring
  from judged
  where due < :t and decided_on < :t and has_expiring and (expiring <= 0) is not true
  union all
  select 'opened_in_time', account_id, due, segment, threshold, threshold, threshold, null, opened_on <= threshold,
         segment is not null, false, null, null
  from judged
  where threshold >= :start and threshold < :t and (churned_on < threshold) is not true
), owned as (
  select distinct on (o.part, o.account_id, o.due) o.*, s.rep_id, s.owned_from
  from observed o
  join account_ownership s on s.account_id = o.account_id and s.owner_role = 'AM' and s.recorded_at < :runStart
   and s.owned_from <= o.owned_on and (s.owned_to is null or o.owned_on < s.owned_to or s.owned_to = o.churned_on)
  order by o.part, o.account_id, o.due, s.owned_from desc
), placed as (
  select o.*, o.dated >= r.own_start as is_own, o.is_sound and not o.is_unrated as is_counted,
         o.dated >= r.own_start and o.entered_on >= :lastWeekStart as is_new
  from owned o
  join reps r on r.rep_id = o.rep_id and o.dated >= r.evidence_start
  where o.part = 'gross_rate' or o.owned_from <= o.dated - cast(:newAccountDays as int)
)`;

/** From the sources to every renewal with its outcome; recursive. */
export const JUDGED_RENEWALS = `${LOG}, ${OPPS}, ${CUSTOMERS}, ${RENEWALS}, ${FACTS}, ${JUDGED}`;

export const RENEWALS_SQL = `
with recursive ${REPS}, ${JUDGED_RENEWALS}, ${OBSERVED}
select part, rep_id, segment,
       count(*) filter (where is_counted and is_own and is_hit) as own_hits,
       count(*) filter (where is_counted and is_own) as own_size,
       count(*) filter (where is_counted and is_hit) as evidence_hits,
       count(*) filter (where is_counted) as evidence_size,
       count(*) filter (where is_counted and is_new) as new_evidence,
       coalesce(sum(least(renewed, expiring)) filter (where is_counted and is_own), 0) as own_renewed,
       coalesce(sum(expiring) filter (where is_counted and is_own), 0) as own_expiring,
       count(*) filter (where is_own) as own_rows,
       count(*) filter (where is_own and not is_counted) as own_excluded,
       count(*) as evidence_rows,
       count(*) filter (where not is_counted) as evidence_excluded,
       count(*) filter (where is_own and is_sound and is_unrated) as own_unrated,
       count(*) filter (where is_sound and is_unrated) as evidence_unrated
from placed
group by part, rep_id, segment
order by part, rep_id, segment`;
