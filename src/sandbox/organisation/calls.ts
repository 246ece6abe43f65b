import type { RowOf } from '../../db/source-contract/source-table.ts';
import { convIntelligence, discoveryBriefLog } from '../../db/source-contract/tables/conversations.ts';
import { bounded, score } from './bounded.ts';
import { type CallAccounts, callAccounts } from './call-accounts.ts';
import { levelAt } from './levels.ts';
import { instantAt, minutesAfter } from './local-dates.ts';
import type { Trait } from './normal-levels.ts';
import { type Random, random } from './random.ts';
import { type Rep, type Role, roleAt, roster } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice, steadyCount, steadyNoise } from './steady-draws.ts';
import { workingDaysOf } from './working-days.ts';

type CallRow = RowOf<typeof convIntelligence>;
type CallType = CallRow['call_type'];

/** Ten calls of each role; drawn from block by block, so that every month has the same mix. */
const callMix: Readonly<Record<Role, readonly CallType[]>> = {
  AE: [
    ...['discovery', 'discovery', 'discovery', 'demo', 'demo', 'demo', 'demo'],
    ...['negotiation', 'negotiation', 'negotiation'],
  ] as const,
  AM: [
    ...['renewal', 'renewal', 'renewal', 'renewal', 'expansion', 'expansion', 'expansion', 'expansion'],
    ...['qbr', 'qbr'],
  ] as const,
  CSM: [
    ...['onboarding', 'onboarding', 'onboarding', 'qbr', 'qbr', 'expansion', 'expansion', 'expansion'],
    ...['renewal', 'renewal'],
  ] as const,
  SDR: ['discovery'],
};

const callsADay = 0.85;
const withObjections = 0.62;
const external = 0.93;
const spread = 8;
const topicsRequired = 8;
const modelChange = '2025-09-01';

/** Recorded calls with the scores of the rep's levels, and the discovery briefs written from some of an SDR's calls. */
export function addCalls(book: RowBook, seed: number): void {
  const accounts = callAccounts(seed);
  for (const rep of roster) addCallsOf(book, rep, random(seed, 'calls', rep.id), accounts(rep));
}

function addCallsOf(book: RowBook, rep: Rep, chance: Random, accountOn: CallAccounts): void {
  const due = steadyCount(chance);
  const draw = callDraws(rep, chance);
  let types: CallType[] = [];
  let number = 0;
  for (const date of workingDaysOf(rep).all) {
    const role = roleAt(rep, date);
    if (role === null) continue;
    for (let count = due(callsADay); count > 0; count -= 1) {
      if (types.length === 0) types = chance.shuffled(callMix[role]);
      number += 1;
      const account = { account_id: accountOn(role, date) };
      const call = { ...draw(`call-${rep.id}-${number}`, role, types.pop() ?? 'other', date), ...account };
      book.add(convIntelligence, call);
      if (role === 'SDR' && number % 2 === 0) addDiscoveryBrief(book, call);
    }
  }
}

function callDraws(rep: Rep, chance: Random) {
  const noises = new Map<Trait, () => number>();
  const around = (trait: Trait, date: string, width: number): number => {
    const noise = noises.get(trait) ?? steadyNoise(chance);
    noises.set(trait, noise);
    return levelAt(rep.id, trait, date) + width * noise();
  };
  const hasObjections = steadyChoice(chance);
  const isExternal = steadyChoice(chance);
  return (id: string, role: Role, type: CallType, date: string): CallRow => {
    const at = instantAt(date, chance.int(8 * 60 + 30, 17 * 60));
    const duration = chance.int(1200, 2700);
    const spoken = Math.round(duration * 0.92);
    const internal = Math.round(spoken * 0.04);
    const repTalk = Math.round(spoken * bounded(around('talkRatio', date, 0.06), 0.08, 0.9));
    const objections = hasObjections(withObjections) ? chance.int(1, 3) : 0;
    const asked = chance.int(7, 16);
    const qualifies = type !== 'onboarding';
    return {
      call_id: id,
      call_owner_rep_id: rep.id,
      call_owner_role: role,
      call_type: type,
      call_at: at,
      duration_s: duration,
      rep_talk_s: repTalk,
      customer_talk_s: spoken - internal - repTalk,
      other_internal_talk_s: internal,
      is_external: isExternal(external),
      quality_score: score(around('callQuality', date, spread)),
      objections_raised: objections,
      objections_handled: Math.max(0, objections - chance.int(0, 1)),
      objection_handling_score: objections === 0 ? null : score(around('objectionHandling', date, spread)),
      next_step_score: score(around('nextStep', date, spread)),
      product_knowledge_score: score(around('productKnowledge', date, spread)),
      sentiment_score: bounded(Math.round(around('sentiment', date, 0.15) * 100) / 100, -1, 1),
      questions_asked: asked,
      open_questions: Math.round(asked * 0.6),
      qual_topics_covered: qualifies ? topics(around('topicsCovered', date, 0.1)) : null,
      qual_topics_required: qualifies ? topicsRequired : null,
      discovery_depth_score: type === 'discovery' ? score(around('discoveryDepth', date, spread)) : null,
      scoring_model_version: date < modelChange ? 'cm-6' : 'cm-7',
      recorded_at: minutesAfter(at, 90),
    };
  };
}

const topics = (share: number): number => bounded(Math.round(share * topicsRequired), 0, topicsRequired);

function addDiscoveryBrief(book: RowBook, call: CallRow): void {
  const at = minutesAfter(call.call_at, 120);
  book.add(discoveryBriefLog, {
    brief_id: `dis-${call.call_id}`,
    rep_id: call.call_owner_rep_id,
    call_id: call.call_id,
    created_at: at,
    qual_topics_required: topicsRequired,
    qual_topics_covered: call.qual_topics_covered ?? 0,
    depth_score: call.discovery_depth_score ?? null,
    recorded_at: minutesAfter(at, 5),
  });
}
