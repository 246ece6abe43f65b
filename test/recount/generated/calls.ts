import type { CallRow, Organisation, Role } from '../rows.ts';
import type { Dice } from './dice.ts';
import { recordedAfter, someDate, someTime } from './moments.ts';
import type { GeneratedRep } from './people.ts';

const TYPES: Record<Role, readonly string[]> = {
  AE: ['discovery', 'demo', 'negotiation', 'other'],
  AM: ['expansion', 'renewal', 'qbr', 'support'],
  CSM: ['onboarding', 'qbr', 'support', 'expansion', 'renewal'],
  SDR: ['discovery', 'discovery', 'discovery', 'other'],
};

const CALLS_A_REP = 130;

/** Calls of everybody from the autumn on: internal ones, short ones, silent ones, ones without a score. */
export function addCalls(organisation: Organisation, dice: Dice, reps: readonly GeneratedRep[]): void {
  for (const rep of reps) {
    // One rep of each role barely calls.
    const calls = rep.id.endsWith('-10') ? 14 : CALLS_A_REP;
    for (let nth = 0; nth < calls; nth += 1) addCall(organisation, dice, rep, `${rep.id}-call-${nth}`);
  }
}

function addCall(organisation: Organisation, dice: Dice, rep: GeneratedRep, call_id: string): void {
  const call_at = someTime(dice, someDate(dice, '2025-11-20', '2026-04-10'));
  const level = 68 * rep.level;
  const score = () => (dice.chance(0.9) ? dice.score(level, 18) : null);
  const required = dice.chance(0.85) ? dice.whole(0, 6) : null;
  const silent = dice.chance(0.04);
  const call: CallRow = {
    call_id,
    call_owner_rep_id: rep.id,
    call_owner_role: dice.chance(0.03) ? dice.pick(['AE', 'AM', 'CSM', 'SDR']) : rep.role,
    call_type: dice.pick(TYPES[rep.role]),
    call_at,
    duration_s: dice.chance(0.05) ? dice.pick([299, 300]) : dice.whole(320, 3000),
    rep_talk_s: Math.round(dice.whole(200, 1300) * (rep.level < 0.6 ? 3 : 1)),
    customer_talk_s: silent ? 0 : dice.whole(300, 1400),
    other_internal_talk_s: dice.chance(0.3) ? dice.whole(0, 200) : 0,
    is_external: dice.chance(0.92),
    objections_raised: dice.whole(0, 3),
    objections_handled: 0,
    objection_handling_score: score(),
    next_step_score: score(),
    product_knowledge_score: score(),
    sentiment_score: dice.chance(0.9) ? Math.round(dice.score(60 * rep.level, 40) * 2 - 100) / 100 : null,
    qual_topics_covered: required === null ? null : dice.whole(0, required),
    qual_topics_required: required,
    discovery_depth_score: score(),
    scoring_model_version: 'v1',
    recorded_at: recordedAfter(dice, call_at),
  };
  organisation.conv_intelligence.push(call);
  if (call.call_type !== 'discovery' || !dice.chance(0.3)) return;
  const briefed = someTime(dice, someDate(dice, call_at.slice(0, 10), '2026-04-11'));
  const topics = dice.whole(1, 8);
  organisation.discovery_brief_log.push({
    brief_id: `brief-${call_id}`,
    rep_id: rep.id,
    call_id,
    created_at: briefed,
    qual_topics_required: topics,
    qual_topics_covered: dice.whole(0, topics),
    recorded_at: recordedAfter(dice, briefed),
  });
}
