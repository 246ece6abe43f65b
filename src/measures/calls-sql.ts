import type { Role } from '../domain/metric.ts';
import { CALL_FAULTS, callFault } from './call-faults.ts';
import type { CallPart } from './call-parts.ts';
import { REPS } from './rep-columns.ts';

const WEEK_SECONDS = 604_800;

/** A part with the roles whose calls it is wanted of. */
export interface WantedPart extends CallPart {
  readonly name: string;
  readonly roles: readonly Role[];
}

/**
 * One statement that reads every call once, and yields all parts of all roles: sums, and the scores as one array a rep,
 * part, call type and scoring model.
 * @param parts what it yields, by place.
 */
export function callsSql(parts: readonly WantedPart[]): string {
  const each = (sqlOf: (part: WantedPart, place: number) => string) => parts.map(sqlOf).join(',\n         ');
  return `
with ${REPS}, calls as materialized (
  select r.rep_id, r.role, c.call_id, c.call_type, c.call_at, c.duration_s, c.rep_talk_s, c.customer_talk_s,
         c.other_internal_talk_s, c.is_external, c.objections_raised, c.objection_handling_score, c.next_step_score,
         c.product_knowledge_score, c.sentiment_score, c.qual_topics_covered, c.qual_topics_required,
         c.discovery_depth_score, c.scoring_model_version, c.call_at >= r.own_from as is_own,
         c.call_at >= greatest(r.own_from, :lastWeekFrom) as is_new, ${callFault} as fault
  from conv_intelligence c
  join reps r on r.rep_id = c.call_owner_rep_id and c.call_at >= r.evidence_from
             and (r.role = c.call_owner_role or c.call_owner_role is null)
  where c.call_at >= :from and c.call_at < :end and c.recorded_at < :runStart
), briefs as (
  select distinct on (call_id) call_id, qual_topics_covered, qual_topics_required
  from discovery_brief_log
  where call_id in (select call_id from calls) and created_at < :end and recorded_at < :runStart
    and qual_topics_covered >= 0 and qual_topics_required >= 0
  order by call_id, created_at desc, brief_id desc
), scored as (
  select c.rep_id, c.role, c.call_type, c.scoring_model_version, c.call_at, c.is_own, c.is_new, c.fault,
         ${each(({ roles, counts, score }, place) => {
           const isWanted = `c.fault is null and c.role in ('${roles.join(`', '`)}') and ${counts}`;
           return `case when ${isWanted} then ${score} end as score_${place}`;
         })}
  from calls c
  left join briefs b on b.call_id = c.call_id
), summed as (
  select rep_id, role, call_type, scoring_model_version,
         count(*) filter (where is_own) as own_rows,
         count(*) as evidence_rows,
         array[${CALL_FAULTS.map((_, fault) => `count(*) filter (where fault = ${fault} and is_own)`)}] as own_faults,
         array[${CALL_FAULTS.map((_, fault) => `count(*) filter (where fault = ${fault})`)}] as evidence_faults,
         ${each(({ slope }, place) => {
           const score = `score_${place}`;
           const isOwn = `is_own and ${score} is not null`;
           const values = `array_agg(cast(${score} as float8))`;
           const points = `array_agg(array[cast(extract(epoch from call_at) / ${WEEK_SECONDS} as float8), cast(${score} as float8)])`;
           return `sum(${score}) filter (where is_own) as own_sum_${place},
         count(${score}) filter (where is_new) as new_${place},
         ${values} filter (where ${isOwn}) as own_${place},
         ${values} filter (where not is_own and ${score} is not null) as older_${place},
         ${slope ? `${points} filter (where ${isOwn})` : 'cast(null as float8[])'} as points_${place}`;
         })}
  from scored
  group by rep_id, role, call_type, scoring_model_version
)
select s.rep_id, part.place, s.call_type, s.scoring_model_version as model_version, s.own_rows, s.own_faults,
       s.evidence_rows, s.evidence_faults, coalesce(part.own_sum, 0) as own_sum, part.new_evidence,
       coalesce(part.own_scores, '{}') as own_scores, coalesce(part.older_scores, '{}') as older_scores, part.points
from summed s
cross join lateral (values ${each(({ roles }, place) => {
    const columns = ['own_sum', 'new', 'own', 'older', 'points'].map((name) => `s.${name}_${place}`);
    return `(${place}, array['${roles.join(`', '`)}'], ${columns.join(', ')})`;
  })}) as part (place, roles, own_sum, new_evidence, own_scores, older_scores, points)
where s.role = any(part.roles)
order by s.rep_id, part.place, s.call_type, s.scoring_model_version`;
}
