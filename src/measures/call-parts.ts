/**
 * What one score of calls is; SQL over a call `c`, its discovery brief `b` (null without one) and the bindings of
 * calls.ts.
 */
export interface CallPart {
  /** Which calls count, as a condition. */
  readonly counts: string;
  /** The score of one call, numeric; null: not scored. */
  readonly score: string;
  /** True: calls are compared with calls of their type only. */
  readonly withinType?: true;
  /** True: `slope_per_week` of the scores stands beside the value. */
  readonly slope?: true;
  /** True: the score looks at the brief. */
  readonly readsBrief?: true;
}

const objectionHandling: CallPart = { counts: 'c.objections_raised > 0', score: 'c.objection_handling_score' };

/** Silence is left out. Calls in which only one side speaks, or hardly for minutes, are no conversations. */
const talkRatio: CallPart = {
  counts: 'c.is_external and c.duration_s >= :talkCallSeconds and c.rep_talk_s > 0 and c.customer_talk_s > 0',
  score: 'c.rep_talk_s / cast(c.rep_talk_s + c.customer_talk_s + c.other_internal_talk_s as numeric)',
  withinType: true,
};

/** Topics covered of those required, 0-1; null where none is required, or the number covered is not known. */
function topicsCovered(call: 'c' | 'b'): string {
  const [covered, required] = [`${call}.qual_topics_covered`, `${call}.qual_topics_required`];
  return `case when ${required} > 0 and ${covered} >= ${required} then 1
               when ${required} > 0 then cast(${covered} as numeric) / ${required} end`;
}

function discovery(part: CallPart): CallPart {
  return { ...part, counts: `c.call_type = 'discovery' and ${part.counts}` };
}

/** The scores that the catalog can name: `calls/objection_handling`. */
export const callParts: ReadonlyMap<string, CallPart> = new Map([
  ['objection_handling', objectionHandling],
  ['discovery_objection_handling', discovery(objectionHandling)],
  ['next_step_quality', { counts: 'c.is_external', score: 'c.next_step_score' }],
  ['product_knowledge', { counts: 'c.is_external', score: 'c.product_knowledge_score' }],
  ['sentiment', { counts: 'c.is_external', score: 'c.sentiment_score', slope: true }],
  ['talk_ratio', talkRatio],
  ['discovery_talk_ratio', discovery(talkRatio)],
  [
    'sales_methodology',
    {
      counts: `c.call_type in ('expansion', 'renewal', 'qbr')`,
      score: `50 * (${topicsCovered('c')}) + 0.5 * c.next_step_score`,
    },
  ],
  [
    'discovery_question_quality',
    {
      counts: 'true',
      score: `0.5 * c.discovery_depth_score
              + 50 * (case when b.call_id is null then ${topicsCovered('c')} else ${topicsCovered('b')} end)`,
      readsBrief: true,
    },
  ],
]);
