import type { CallRow } from '../rows.ts';
import { instantWithin, known, lastWeek, midnight, type Rep, type Run, type Span } from './run.ts';
import { type Measure, meanOf, type Observation, one, type Series } from './series.ts';
import { theilSen } from './statistics.ts';

/** A score of one call; null: the call is not scored. */
type Score = (call: CallRow, run: Run) => number | null;

function scored(run: Run, rep: Rep, span: Span, score: Score): { call: CallRow; value: number }[] {
  const found: { call: CallRow; value: number }[] = [];
  for (const call of run.organisation.conv_intelligence) {
    if (call.call_owner_rep_id !== rep.id || call.call_owner_role !== rep.role) continue;
    if (!known(run, call) || !instantWithin(run, call.call_at, span)) continue;
    const value = score(call, run);
    if (value !== null) found.push({ call, value });
  }
  return found;
}

function callMean(
  score: Score,
  more: (items: { call: CallRow; value: number }[]) => Partial<Series> = () => ({}),
): Measure {
  return (run, rep, span) => {
    const items = scored(run, rep, span, score);
    const observations: (Observation & { isNew: boolean })[] = items.map(({ call, value }) => ({
      value,
      segment: null,
      isNew: instantWithin(run, call.call_at, lastWeek(span)),
    }));
    return one({ ...meanOf(observations), ...more(items) });
  };
}

export const objectionHandling = callMean((call) =>
  call.objections_raised > 0 ? call.objection_handling_score : null,
);

export const discoveryObjectionHandling = callMean((call) =>
  call.call_type === 'discovery' && call.objections_raised > 0 ? call.objection_handling_score : null,
);

export const nextStepQuality = callMean((call) => (call.is_external ? call.next_step_score : null));

export const productKnowledge = callMean((call) => (call.is_external ? call.product_knowledge_score : null));

export const sentiment = callMean(
  (call) => (call.is_external ? call.sentiment_score : null),
  (items) => ({
    companions: {
      slope_per_week: theilSen(items.map(({ call, value }) => [Date.parse(call.call_at) / (7 * 86_400_000), value])),
    },
  }),
);

function talkRatio(call: CallRow): number | null {
  if (!call.is_external || call.duration_s < 300 || call.rep_talk_s <= 0 || call.customer_talk_s <= 0) return null;
  return call.rep_talk_s / (call.rep_talk_s + call.customer_talk_s + call.other_internal_talk_s);
}

const byCallType = (items: { call: CallRow; value: number }[]): Partial<Series> => ({
  observations: items.map(({ call, value }) => ({ value, segment: null, callType: call.call_type })),
});

export const customerTalkRatio = callMean(talkRatio, byCallType);

export const discoveryTalkRatio = callMean(
  (call) => (call.call_type === 'discovery' ? talkRatio(call) : null),
  byCallType,
);

export const salesMethodology = callMean((call) => {
  if (!['expansion', 'renewal', 'qbr'].includes(call.call_type)) return null;
  const { qual_topics_covered: covered, qual_topics_required: required, next_step_score: nextStep } = call;
  if (covered === null || required === null || required === 0 || nextStep === null) return null;
  return 0.5 * ((100 * covered) / required) + 0.5 * nextStep;
});

export const discoveryQuestionQuality = callMean((call, run) => {
  const brief = run.organisation.discovery_brief_log.find(
    (one) => one.call_id === call.call_id && known(run, one) && one.created_at < midnight(run, run.t),
  );
  const counts = brief ?? call;
  const { qual_topics_covered: covered, qual_topics_required: required } = counts;
  if (covered === null || required === null || required === 0 || call.discovery_depth_score === null) return null;
  return 0.5 * call.discovery_depth_score + 0.5 * ((100 * covered) / required);
});
