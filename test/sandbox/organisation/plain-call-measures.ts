import { convIntelligence } from '../../../src/db/source-contract/tables/conversations.ts';
import type { Role } from '../../../src/sandbox/organisation/roster.ts';
import { organisation } from './organisation.ts';
import type { PlainMeasure } from './plain-measure.ts';
import { rowsOf } from './rows-of.ts';

type Call = ReturnType<typeof calls>[number];
const calls = () => rowsOf(organisation, convIntelligence);

const callMeasure = (
  metricKey: string,
  measure: (call: Call) => number | null | undefined,
  more: Partial<PlainMeasure> & { material: number },
): PlainMeasure => ({
  metricKey,
  role: roleOf(metricKey),
  from: 30,
  minimum: 6,
  higherIsBetter: true,
  observations: calls()
    .filter((call) => call.call_owner_role === roleOf(metricKey) && call.is_external)
    .flatMap((call) => {
      const good = measure(call);
      return good === null || good === undefined
        ? []
        : [{ repId: call.call_owner_rep_id, on: call.call_at.slice(0, 10), good }];
    }),
  ...more,
});

function roleOf(metricKey: string): Role {
  const role = (['AE', 'AM', 'CSM', 'SDR'] as const).find((one) => metricKey.startsWith(`${one}.`));
  if (!role) throw new Error(`${metricKey} names no role.`);
  return role;
}

const talkRatio = (call: Call): number =>
  call.rep_talk_s / (call.rep_talk_s + call.customer_talk_s + call.other_internal_talk_s);

const methodology = (call: Call): number | null =>
  ['expansion', 'renewal', 'qbr'].includes(call.call_type) && call.next_step_score
    ? 50 * ((call.qual_topics_covered ?? 0) / (call.qual_topics_required ?? 1)) + 0.5 * call.next_step_score
    : null;

const discovery = (call: Call): number | null =>
  call.discovery_depth_score
    ? 0.5 * call.discovery_depth_score + 50 * ((call.qual_topics_covered ?? 0) / (call.qual_topics_required ?? 1))
    : null;

export function callMeasures(): readonly PlainMeasure[] {
  const score = { material: 10 };
  return [
    callMeasure('AE.objection_handling', (call) => call.objection_handling_score, score),
    callMeasure('AE.next_step_quality', (call) => call.next_step_score, score),
    callMeasure('AE.product_knowledge', (call) => call.product_knowledge_score, score),
    callMeasure('AM.objection_handling', (call) => call.objection_handling_score, score),
    callMeasure('AM.product_knowledge', (call) => call.product_knowledge_score, score),
    callMeasure('CSM.product_knowledge', (call) => call.product_knowledge_score, score),
    callMeasure('CSM.sales_methodology', methodology, score),
    callMeasure('CSM.call_sentiment', (call) => call.sentiment_score, { material: 0.15, minimum: 8 }),
    callMeasure('CSM.talk_ratio', talkRatio, { material: 0.08, minimum: 8, higherIsBetter: false }),
    callMeasure('SDR.talk_ratio', talkRatio, { material: 0.08, minimum: 8, higherIsBetter: false }),
    callMeasure('SDR.objection_handling', (call) => call.objection_handling_score, score),
    callMeasure('SDR.discovery_question_quality', discovery, score),
  ];
}
