import type { Knex } from 'knex';

/*
 * What leaves for neighbouring systems. A view reads with its owner's rights, so a feed's reader needs none on a table;
 * as a barrier it hands no row that it holds back to a function of its reader. Texts of people and suggestions are in
 * none of them. The contract of each, column by column: src/feeds.
 */
const VIEW = 'with (security_barrier = true, security_invoker = false)';

/** The latest weekly reading of each quarter; one without an accuracy, or on data that failed its checks, is none. */
const forecastAccuracy = `
create view feed_forecast_accuracy_v1 ${VIEW} as
with latest as (
  select distinct on (r.rep_id, r.window_end) r.*
  from metric_reading r
  where r.metric_key = 'AE.commit_accuracy' and r.dimension = '' and r.period = 'week'
  order by r.rep_id, r.window_end, r.as_of desc, r.definition_version desc
)
select l.rep_id,
       q.fiscal_quarter,
       l.as_of,
       l.denominator as commit_amount,
       l.numerator as actual_amount,
       l.value as accuracy,
       trim_scale((l.numerator - l.denominator) / nullif(l.denominator, 0)) as signed_bias,
       cast(row_number() over (partition by l.rep_id order by l.window_end) as int) as quarters_observed
from latest l
join fiscal_calendar q on q.end_date = l.window_end
where l.value is not null and l.status not in ('not_applicable', 'data_quality')`;

/**
 * A rep counts in one group a week and metric, the team and role of that Monday, and no totals are given: so no row can
 * be taken from another to find a smaller group. Weeks that were only backfilled judged nothing and are not shown.
 */
const wbrPatterns = `
create view feed_wbr_patterns_v1 ${VIEW} as
with run as (
  select local_period as as_of from job_run where job = 'weekly' and state = 'done'
), member as (
  select r.as_of, line.manager_id, r.role, r.metric_key, r.rep_id, bool_or(r.status = 'ok') as is_measured
  from metric_reading r
  join run on run.as_of = r.as_of
  join reporting_line line on line.rep_id = r.rep_id and line.effective_from <= r.as_of
   and (line.effective_to is null or line.effective_to > r.as_of)
  where r.period = 'week'
  group by r.as_of, line.manager_id, r.role, r.metric_key, r.rep_id
), pattern as (
  select w.as_of, e.rep_id, e.role, e.metric_key,
         bool_or(coalesce(w.flagged, false)) as is_flagged,
         bool_or(coalesce(w.improvement >= w.improvement_needed - 0.000000001, false)
                 or (e.state = 'resolved' and e.closed_on = w.as_of)) as is_improving
  from pattern_week w
  join pattern_episode e on e.episode_id = w.episode_id
  group by w.as_of, e.rep_id, e.role, e.metric_key
), taken_up as (
  -- In the week that ends with the Monday: on it, or on a day since the one before.
  select distinct e.as_of + (8 - cast(extract(isodow from e.as_of) as int)) % 7 as as_of, e.rep_id, e.role, item.metric_key
  from escalation e
  join rep_coaching_log item on item.coaching_id = e.coaching_id
  where e.rule <> 'E3'
)
select m.as_of,
       m.manager_id as team_id,
       m.role,
       m.metric_key,
       cast(count(*) filter (where m.is_measured) as int) as reps_measured,
       cast(count(*) filter (where p.is_flagged) as int) as reps_flagged,
       cast(count(*) filter (where p.is_improving) as int) as reps_improving,
       cast(count(*) filter (where taken_up.rep_id is not null) as int) as reps_escalated
from member m
left join pattern p
  on p.as_of = m.as_of and p.rep_id = m.rep_id and p.role = m.role and p.metric_key = m.metric_key
left join taken_up
  on taken_up.as_of = m.as_of and taken_up.rep_id = m.rep_id and taken_up.role = m.role
 and taken_up.metric_key = m.metric_key
group by m.as_of, m.manager_id, m.role, m.metric_key
having count(*) filter (where m.is_measured) >= 5`;

/** What persists has been escalated, once an episode: so there is one row an escalation, with its pattern where it has one. */
const mbrPersistentGaps = `
create view feed_mbr_persistent_gaps_v1 ${VIEW} as
with run as (
  select max(local_period) as as_of from job_run where job = 'weekly' and state = 'done'
), gap as (
  select e.escalation_id, e.rule, e.rep_id, e.role, item.metric_key, item.dimension,
         pattern.state as pattern_state,
         pattern.clock as weeks_without_improvement,
         coalesce(pattern.opened_on, e.as_of) as since,
         case when pattern.episode_id is null then cast(e.resolved_at at time zone 'UTC' as date) else pattern.closed_on end
           as ended_on,
         e.as_of as escalated_on,
         case when e.resolved_at is not null then 'resolved' when e.owned_by is not null then 'owned' else 'open' end
           as escalation_state,
         e.owned_by as owner_id,
         e.resolved_at,
         e.outcome as resolution
  from escalation e
  left join rep_coaching_log item on item.coaching_id = e.coaching_id
  left join pattern_episode pattern on pattern.episode_id = coalesce(e.episode_id, item.episode_id)
)
select g.escalation_id,
       run.as_of,
       g.rule,
       g.rep_id,
       g.role,
       g.metric_key,
       g.dimension,
       g.pattern_state,
       g.weeks_without_improvement,
       g.since,
       g.ended_on,
       greatest(coalesce(g.ended_on, run.as_of, g.escalated_on) - g.since, 0) / 7 + 1 as age_weeks,
       g.escalated_on,
       g.escalation_state,
       g.owner_id,
       g.resolved_at,
       g.resolution
from gap g
cross join run`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw('set local search_path = coaching');
  for (const view of [forecastAccuracy, wbrPatterns, mbrPersistentGaps]) await knex.raw(view);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop view coaching.feed_forecast_accuracy_v1, coaching.feed_wbr_patterns_v1, coaching.feed_mbr_persistent_gaps_v1',
  );
}
