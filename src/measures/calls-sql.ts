import type { Role } from '../domain/metric.ts';
import { CALL_FAULTS, callFault } from './call-faults.ts';
import type { CallPart } from './call-parts.ts';
import { REPS } from './rep-columns.ts';

const WEEK_SECONDS = 604_800;

/** What is wanted of each role's calls, in the order of its slots. */
export type PartsOfRoles = ReadonlyMap<Role, readonly CallPart[]>;

/**
 * One statement that reads every call once, and yields all parts of all roles: sums, and the scores as lists (texts, which
 * are made and read fast), by rep, slot, scoring model and, in roles to whom it matters, call type. A rep has one role, so
 * that a slot holds another part for each role: many parts cost no more than those of the role that has most. What is
 * computed of a call is computed once, before it is added to anything (offset 0), and nothing is kept in between.
 */
export function callsSql(wanted: PartsOfRoles): string {
  const slots = slotsOf(wanted);
  const each = (sqlOf: (parts: readonly SlotPart[], slot: number) => string) => slots.map(sqlOf).join(',\n         ');
  return `
with ${REPS}, calls as (
  select r.rep_id, r.role, c.call_id, c.call_type, c.call_at, c.duration_s, c.rep_talk_s, c.customer_talk_s,
         c.other_internal_talk_s, c.is_external, c.objections_raised, c.objection_handling_score, c.next_step_score,
         c.product_knowledge_score, c.sentiment_score, c.qual_topics_covered, c.qual_topics_required,
         c.discovery_depth_score, c.scoring_model_version, c.call_at >= r.own_from as is_own,
         c.call_at >= greatest(r.own_from, :lastWeekFrom) as is_new, ${callFault} as fault
  from conv_intelligence c
  join reps r on r.rep_id = c.call_owner_rep_id and c.call_at >= r.evidence_from
             and (r.role = c.call_owner_role or c.call_owner_role is null)
  where c.call_at >= :from and c.call_at < :end and c.recorded_at < :runStart
  offset 0
), briefs as (
  select distinct on (call_id) call_id, qual_topics_covered, qual_topics_required
  from discovery_brief_log
  where created_at < :end and recorded_at < :runStart and qual_topics_covered >= 0 and qual_topics_required >= 0
  order by call_id, created_at desc, brief_id desc
), scored as (
  select c.rep_id, c.role, c.scoring_model_version, c.call_at, c.is_own, c.is_new, c.fault,
         case when c.role in (${listed(rolesWith(wanted, 'withinType'))}) then c.call_type end as call_group,
         ${each((parts, slot) => {
           const cases = parts.map(
             ({ role, counts, score }) => `when '${role}' then case when ${counts} then ${score} end`,
           );
           return `case when c.fault is null then case c.role ${cases.join(' ')} end end as score_${slot}`;
         })}
  from calls c
  left join briefs b on b.call_id = c.call_id and c.role in (${listed(rolesWith(wanted, 'readsBrief'))})
  offset 0
), summed as (
  select rep_id, role, call_group, scoring_model_version,
         count(*) filter (where is_own) as own_rows,
         count(*) as evidence_rows,
         count(fault) filter (where is_own) as own_excluded,
         count(fault) as evidence_excluded,
         array[${CALL_FAULTS.map((_, fault) => `count(*) filter (where fault = ${fault})`)}] as faults,
         ${each((parts, slot) => {
           const score = `score_${slot}`;
           const sloping = parts.filter((part) => part.slope).map(({ role }) => role);
           const sums = `sum(${score}) filter (where is_own) as own_sum_${slot},
         count(${score}) filter (where is_new) as new_${slot},
         string_agg(concat(${score}, case when is_own then ',1' else ',0' end), ',')
           filter (where ${score} is not null) as scores_${slot}`;
           const week = `cast(extract(epoch from call_at) / ${WEEK_SECONDS} as float8)`;
           return sloping.length === 0
             ? sums
             : `${sums},
         json_agg(json_build_array(${week}, ${score}))
           filter (where role in (${listed(sloping)}) and is_own and ${score} is not null) as points_${slot}`;
         })}
  from scored
  group by rep_id, role, call_group, scoring_model_version
)
select s.rep_id, s.role, part.slot, s.call_group, s.scoring_model_version as model_version, s.own_rows, s.own_excluded,
       s.evidence_rows, s.evidence_excluded, case when part.slot = 0 and s.evidence_excluded > 0 then s.faults end as faults,
       coalesce(part.own_sum, 0) as own_sum, part.new_evidence,
       part.scores, part.points
from summed s
cross join lateral (values ${each((parts, slot) => {
    const columns = ['own_sum', 'new', 'scores'].map((name) => `s.${name}_${slot}`);
    const points = parts.some((part) => part.slope) ? `s.points_${slot}` : 'null';
    return `(${slot}, array[${listed(parts.map(({ role }) => role))}], ${columns.join(', ')}, ${points})`;
  })}) as part (slot, roles, own_sum, new_evidence, scores, points)
where s.role = any(part.roles)
order by s.rep_id, part.slot, s.call_group, s.scoring_model_version`;
}

interface SlotPart extends CallPart {
  readonly role: Role;
}

function slotsOf(wanted: PartsOfRoles): SlotPart[][] {
  const most = Math.max(...[...wanted.values()].map((parts) => parts.length));
  return Array.from({ length: most }, (_, slot) =>
    [...wanted].flatMap(([role, parts]) => {
      const part = parts[slot];
      return part === undefined ? [] : [{ role, ...part }];
    }),
  );
}

/** The roles that have a part of the kind. */
function rolesWith(wanted: PartsOfRoles, kind: 'withinType' | 'readsBrief'): Role[] {
  return [...wanted].filter(([, parts]) => parts.some((part) => part[kind])).map(([role]) => role);
}

/** Texts of ours as SQL, never data; a list of none is one that nothing is in. */
function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'null' : texts.map((text) => `'${text}'`).join(', ');
}
