import { convIntelligence } from '../db/source-contract/tables/conversations.ts';

const { call_type } = convIntelligence.columns;
const CALL_TYPES = (call_type.oneOf ?? []).map((type) => `'${type}'`).join(', ');

/** Off the scale, and NaN and the infinities, which are greater than every number. */
function isOff(score: string, least: number, most: number): string {
  return `coalesce(c.${score} not between ${least} and ${most}, false)`;
}

/** What makes a row of `conv_intelligence c` no call of the contract; the first that holds counts. */
export const CALL_FAULTS: readonly { readonly reason: string; readonly holds: string }[] = [
  {
    reason: 'no role, scoring model or whether it was external',
    holds: 'c.call_owner_role is null or c.scoring_model_version is null or c.is_external is null',
  },
  { reason: 'an unknown type', holds: `coalesce(c.call_type not in (${CALL_TYPES}), true)` },
  {
    reason: 'a negative or missing number of seconds or objections',
    holds: `not coalesce(c.duration_s >= 0 and c.rep_talk_s >= 0 and c.customer_talk_s >= 0
                         and c.other_internal_talk_s >= 0 and c.objections_raised >= 0, false)`,
  },
  {
    reason: 'a score off its scale',
    holds: [
      isOff('objection_handling_score', 0, 100),
      isOff('next_step_score', 0, 100),
      isOff('product_knowledge_score', 0, 100),
      isOff('discovery_depth_score', 0, 100),
      isOff('sentiment_score', -1, 1),
    ].join(' or '),
  },
  {
    reason: 'a negative number of topics',
    holds: 'coalesce(least(c.qual_topics_covered, c.qual_topics_required) < 0, false)',
  },
];

/** The place of the call's fault in `CALL_FAULTS`; null of a sound call. */
export const callFault = `case ${CALL_FAULTS.map(({ holds }, place) => `when ${holds} then ${place}`).join('\n              ')} end`;
