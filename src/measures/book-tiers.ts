import type { Knex } from 'knex';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { BookMove } from '../domain/escalation-conditions.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';

export interface BookTiersRequest {
  /** AMs and CSMs; others have no book. */
  readonly members: readonly Pick<CohortMember, 'repId' | 'role'>[];
  /** The later of the two days. */
  readonly d: LocalDate;
  readonly windowDays: number;
  /** A tier older than this on either day is none. */
  readonly healthScoreDays: number;
  /** Rows that became known from here on do not exist. */
  readonly runStart: Date;
}

/**
 * Of two stretches that both hold, the later counts. An account that churned in between is held to the day it did, by
 * whoever owned it then, a stretch that ended with the churn included; one that had churned before is in nobody's book.
 */
const SQL = `
with reps as (
  select * from unnest(cast(:repIds as text[]), cast(:roles as text[])) as r (rep_id, role)
), held as (
  select a.account_id, a.churned_at, coalesce(a.churned_at < :d, false) as has_churned,
         least(a.churned_at, cast(:d as date)) as until
  from accounts a
  where a.recorded_at < :runStart and (a.churned_at is null or a.churned_at >= :start)
), owners as (
  select distinct on (o.account_id, o.owner_role, day.which)
         o.account_id, o.owner_role, o.rep_id, day.which, h.has_churned
  from account_ownership o
  join held h on h.account_id = o.account_id
  cross join lateral (values ('start', cast(:start as date)), ('end', h.until)) as day (which, date)
  where o.recorded_at < :runStart and o.owned_from <= day.date
    and (o.owned_to is null or day.date < o.owned_to or (h.has_churned and o.owned_to = h.churned_at))
  order by o.account_id, o.owner_role, day.which, o.owned_from desc
), book as (
  select earlier.account_id, earlier.rep_id, earlier.has_churned
  from owners earlier
  join owners later on later.account_id = earlier.account_id and later.owner_role = earlier.owner_role
    and later.rep_id = earlier.rep_id and later.which = 'end'
  join reps r on r.rep_id = earlier.rep_id and r.role = earlier.owner_role
  where earlier.which = 'start'
), scores as (
  select h.account_id, h.score_date, h.model_version,
         array_position(array['Low', 'Medium', 'High', 'Critical'], h.health_tier) as tier
  from customer_health_log h
  where h.recorded_at < :runStart and h.score_date < :d
    and h.score_date >= cast(:start as date) - cast(:healthScoreDays as int)
    and h.model_version is not null and h.health_tier in ('Low', 'Medium', 'High', 'Critical')
    and h.health_score between 0 and 100
    and h.account_id in (select account_id from book)
), ends as (
  select account_id,
         (array_agg(tier order by score_date desc) filter (where score_date < :start))[1] as start_tier,
         (array_agg(model_version order by score_date desc) filter (where score_date < :start))[1] as start_model,
         (array_agg(tier order by score_date desc)
           filter (where score_date >= cast(:d as date) - cast(:healthScoreDays as int)))[1] as end_tier,
         count(distinct model_version) filter (where score_date >= :start) as later_models,
         min(model_version) filter (where score_date >= :start) as later_model
  from scores
  group by account_id
), compared as (
  select b.rep_id, b.has_churned, e.start_tier, e.end_tier,
         e.start_tier is not null
           and case when b.has_churned then true
               else e.end_tier is not null and e.later_models = 1 and e.later_model = e.start_model end as is_compared
  from book b
  left join ends e on e.account_id = b.account_id
)
select rep_id, count(*) as book,
       count(*) filter (where is_compared) as compared,
       count(*) filter (where is_compared and (has_churned or end_tier > start_tier)) as dropped,
       count(*) filter (where is_compared and has_churned) as churned
from compared
group by rep_id
order by rep_id`;

interface Row {
  rep_id: string;
  book: number;
  compared: number;
  dropped: number;
  churned: number;
}

/** How the health tiers of every book moved in the days up to d; a rep without accounts has no entry. */
export async function bookTiers(db: Knex, request: BookTiersRequest): Promise<Map<string, BookMove>> {
  const { members, d, windowDays, healthScoreDays, runStart } = request;
  const holders = members.filter(({ role }) => role === 'AM' || role === 'CSM');
  if (holders.length === 0) return new Map();
  const { rows } = await db.raw<{ rows: Row[] }>(SQL, {
    repIds: holders.map((member) => member.repId),
    roles: holders.map((member) => member.role),
    d,
    start: addDays(d, -windowDays),
    healthScoreDays,
    runStart,
  });
  return new Map(rows.map(({ rep_id, ...move }) => [rep_id, move]));
}
