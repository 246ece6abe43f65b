import type { DigestMetric } from '../../domain/digest.ts';
import type { DimensionKind, MetricDefinition, MetricKey, Reading } from '../../domain/metric.ts';
import { formatAmount, formatCount, formatMoney } from '../../domain/number-format.ts';
import { findMetric } from '../metrics/index.ts';
import { skillName } from './skill-names.ts';

/** How people speak of a metric's observations. */
export interface MetricWording {
  readonly observation: { readonly one: string; readonly many: string };
  /** What follows a value, {n} being how many observations there are: "38.1% of 21 deals"; null: it stands alone. */
  readonly sample: string | null;
  /** What is so in the numerator, after the sample: "8 of 21 deals moved on". */
  readonly counted: string | null;
  /**
   * What was counted, {x} over {d}, as money {money x} over {money d}: "8 of 21 deals moved on"; null: the numerator and
   * denominator say nothing by themselves.
   */
  readonly counts: string | null;
}

/** A share of the observations. @param counted what is so with those of the numerator. */
function share(one: string, many: string, counted: string): MetricWording {
  return { observation: { one, many }, sample: 'of {n}', counted, counts: `{x} of {n} ${counted}` };
}

/** A share whose metric's name does not say of what it is one: what is so stands beside the value, too. */
function said(one: string, many: string, what: string): MetricWording {
  return { observation: { one, many }, sample: `of {n} ${what}`, counted: null, counts: `{x} of {n} ${what}` };
}

/** A value of its own kind, beside its observations. */
function value(one: string, many: string, sample: string | null, counts: string | null): MetricWording {
  return { observation: { one, many }, sample, counted: null, counts };
}

function average(one: string, many: string): MetricWording {
  return value(one, many, 'on average over {n}', 'the average of {n}');
}

const CALLS = average('call', 'calls');
const TALK = value('call', 'calls', 'of the talking in {n}', 'the average of {n}');
const BOOK_TREND = value('account', 'accounts', 'as the median of {n}', 'the median of {n}');
const ANSWERS = ['account that answered twice', 'accounts that answered twice'] as const;

const wordings: Readonly<Partial<Record<MetricKey, MetricWording>>> = {
  'AE.commit_accuracy': value('quarter', 'quarters', null, '{money x} closed, {money d} committed'),
  'AE.discount_depth': value(
    'deal',
    'deals',
    'off the list price of {n}',
    '{money x} off {money d} on the price lists of {n}',
  ),
  'AE.next_step_quality': CALLS,
  'AE.objection_handling': CALLS,
  'AE.pace_attainment': value(
    'quarter',
    'quarters',
    'of the quota due so far',
    '{money x} closed and committed, {money d} due so far',
  ),
  'AE.product_knowledge': CALLS,
  'AE.stage_conversion': share('deal', 'deals', 'moved on'),
  'AE.stage_objective_execution': average('brief', 'briefs'),
  'AE.stage_velocity': said('deal', 'deals', 'took longer than usual'),
  'AE.term_exception_rate': share('deal', 'deals', 'carried special terms'),
  'AM.book_health_trend': BOOK_TREND,
  'AM.discount_depth': value(
    'expansion',
    'expansions',
    'off the list price of {n}',
    '{money x} off {money d} on the price lists of {n}',
  ),
  'AM.expansion_conversion': share('expansion play', 'expansion plays', 'were won'),
  'AM.gross_renewal_rate': value(
    'renewal',
    'renewals',
    'of the revenue of {n}',
    '{money x} of {money d} in revenue renewed, {n}',
  ),
  'AM.net_revenue_retention': value(
    'account',
    'accounts',
    'of the revenue of {n}',
    '{money x} in revenue, {money d} a year before, {n}',
  ),
  'AM.objection_handling': CALLS,
  'AM.on_time_renewal_opening': share('renewal', 'renewals', 'were opened in time'),
  'AM.product_knowledge': CALLS,
  'AM.qbr_adherence': share('business review', 'business reviews', 'were held in time'),
  'AM.qbr_outcome_quality': said('business review', 'business reviews', 'were rated positive'),
  'AM.term_exception_rate': share('expansion', 'expansions', 'carried special terms'),
  'CSM.book_health_trend': BOOK_TREND,
  'CSM.call_sentiment': CALLS,
  'CSM.csat_trend': value(...ANSWERS, '({n})', '{x} of {d} answers were good; {n}'),
  'CSM.escalation_rate': said('account', 'accounts', 'are at high or critical risk'),
  'CSM.nps_trend': value(...ANSWERS, '({n})', 'promoters less detractors: {x} of {d} answers; {n}'),
  'CSM.onboarding_milestone_on_time': share('milestone', 'milestones', 'were met in time'),
  'CSM.product_knowledge': CALLS,
  'CSM.sales_methodology': CALLS,
  'CSM.talk_ratio': TALK,
  'CSM.ttv_on_target': share('onboarding', 'onboardings', 'reached first value in time'),
  'SDR.acceptance_by_cadence': share('touch', 'touches', 'led to a meeting'),
  'SDR.discovery_question_quality': CALLS,
  'SDR.meeting_acceptance': share('touch', 'touches', 'led to a meeting'),
  'SDR.meeting_to_qualified_opp': share('meeting', 'meetings', 'led to a qualified opportunity'),
  'SDR.objection_handling': CALLS,
  'SDR.open_cadence_flags': value(
    'look at the flags',
    'looks at the flags',
    'open for too long',
    '{x} open for too long',
  ),
  'SDR.outreach_volume': value(
    'business day',
    'business days',
    'of the touches planned for {n}',
    '{x} touches sent, {d} planned for {n}',
  ),
  'SDR.response_rate_by_cadence': share('enrollment', 'enrollments', 'were answered'),
  'SDR.response_rate_by_step': share('delivered touch', 'delivered touches', 'were answered'),
  'SDR.talk_ratio': TALK,
};

const PLAIN = value('observation', 'observations', 'over {n}', null);

export function wordingOf(metricKey: MetricKey): MetricWording {
  return wordings[metricKey] ?? PLAIN;
}

/** "of 21 deals", "on average over 15 calls": what follows a value; null where it stands alone. */
export function samplePhrase(metricKey: MetricKey, size: number): string | null {
  const sample = wordingOf(metricKey).sample?.replace('{n}', countOf(metricKey, size)) ?? null;
  return sample === null ? null : agreeing(sample, size === 1);
}

/**
 * What was counted: "8 of 21 deals moved on", "120,000.00 USD closed and committed, 200,000.00 USD due so far".
 * @param currency ISO 4217 code of the reading's money
 */
export function countsPhrase(
  metricKey: MetricKey,
  { numerator, denominator, sampleSize }: Pick<Reading, 'numerator' | 'denominator' | 'sampleSize'>,
  currency: string,
): string {
  const count = countOf(metricKey, sampleSize);
  const { counts } = wordingOf(metricKey);
  if (counts === null) return count;
  const amounts = new Map([
    ['x', numerator],
    ['d', denominator],
  ]);
  let isKnown = true;
  const filled = counts.replace(/\{(money )?([xd])\}/g, (_, money: string | undefined, name: string) => {
    const amount = amounts.get(name) ?? null;
    isKnown &&= amount !== null;
    if (amount === null) return '';
    return money === undefined ? formatAmount(amount) : formatMoney(amount, currency);
  });
  if (!isKnown) return count;
  return agreeing(filled.replace('{n}', count), numerator?.eq(1) === true || sampleSize === 1);
}

/** "1 of 8 milestones was met": the verb of one. */
export function agreeing(text: string, isOne: boolean): string {
  return isOne ? text.replace(/\bwere\b/, 'was').replace(/\bare\b/, 'is') : text;
}

/** A metric as summaries and diagnoses speak of it. */
export function metricInWords(definition: MetricDefinition): DigestMetric {
  return {
    definition,
    titleOf: (dimension) => seriesTitle(definition, dimension),
    observations: wordingOf(definition.key).observation.many,
  };
}

/** "1 deal", "1,574 touches". */
export function countOf(metricKey: MetricKey, count: number): string {
  const { one, many } = wordingOf(metricKey).observation;
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** True where the limit itself is already too much: "below 1", not "1", is what is aimed at. */
export function isCeiling({ comparedWith, limit }: Pick<MetricDefinition, 'comparedWith' | 'limit'>): boolean {
  return comparedWith === 'limit' && limit?.crossedWhen === 'at_least';
}

/** A metric with the part of it that is meant: "Stage-to-stage conversion, stage 2 to 3". */
export function seriesTitle(definition: Pick<MetricDefinition, 'name' | 'dimension'>, dimension: string): string {
  const part = dimensionLabel(definition.dimension, dimension);
  return part === null ? definition.name : `${definition.name}, ${part}`;
}

/** What a pattern, or a skill, is called; its key where the catalog no longer has it. */
export function patternTitle({ metricKey, dimension }: { metricKey: string; dimension: string }): string {
  const definition = findMetric(metricKey);
  return definition === undefined ? (skillName(metricKey) ?? metricKey) : seriesTitle(definition, dimension);
}

/** A dimension in words; null where there is none. */
export function dimensionLabel(kind: DimensionKind, dimension: string): string | null {
  if (dimension === '') return null;
  switch (kind) {
    case 'none':
      return null;
    case 'stage_pair':
      return `stage ${dimension.replace('>', ' to ')}`;
    case 'stage':
      return `stage ${dimension}`;
    case 'cadence_step':
    case 'cadence_type': {
      const [type = '', step] = dimension.split('/');
      const cadences = `${cadenceNames.get(type) ?? type} cadences`;
      return step === undefined ? cadences : `${cadences}, step ${step}`;
    }
    case 'cohort':
      return dimension === 'all' ? 'whole book' : dimension.replaceAll('_', ' ').replace('/', ' / ');
  }
}

const cadenceNames: ReadonlyMap<string, string> = new Map([
  ['abm', 'ABM'],
  ['re_engage', 're-engagement'],
]);
