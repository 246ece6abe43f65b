import type { DigestMetric } from '../../domain/digest.ts';
import type { DimensionKind, MetricDefinition, MetricKey } from '../../domain/metric.ts';

/** How people speak of a metric's observations. */
export interface MetricWording {
  readonly observation: { readonly one: string; readonly many: string };
  /** What counts in the numerator, after a number of observations: "8 of 21 deals moved on". */
  readonly counted: string | null;
}

const wordings: Readonly<Partial<Record<MetricKey, MetricWording>>> = {
  'AE.commit_accuracy': { observation: { one: 'quarter', many: 'quarters' }, counted: null },
  'AE.discount_depth': { observation: { one: 'deal', many: 'deals' }, counted: null },
  'AE.objection_handling': { observation: { one: 'call', many: 'calls' }, counted: null },
  'AE.pace_attainment': { observation: { one: 'quarter', many: 'quarters' }, counted: null },
  'AE.stage_conversion': { observation: { one: 'deal', many: 'deals' }, counted: 'moved on' },
  'AE.stage_objective_execution': { observation: { one: 'brief', many: 'briefs' }, counted: null },
  'AE.stage_velocity': { observation: { one: 'deal', many: 'deals' }, counted: 'took longer than usual' },
  'AE.term_exception_rate': { observation: { one: 'deal', many: 'deals' }, counted: 'carried special terms' },
  'AM.book_health_trend': { observation: { one: 'account', many: 'accounts' }, counted: null },
  'AM.discount_depth': { observation: { one: 'expansion', many: 'expansions' }, counted: null },
  'AM.expansion_conversion': { observation: { one: 'expansion play', many: 'expansion plays' }, counted: 'were won' },
  'AM.gross_renewal_rate': { observation: { one: 'renewal', many: 'renewals' }, counted: 'by revenue' },
  'AM.net_revenue_retention': { observation: { one: 'account', many: 'accounts' }, counted: 'by revenue' },
  'AM.objection_handling': { observation: { one: 'call', many: 'calls' }, counted: null },
  'AM.on_time_renewal_opening': { observation: { one: 'renewal', many: 'renewals' }, counted: 'were opened in time' },
  'AM.product_knowledge': { observation: { one: 'call', many: 'calls' }, counted: null },
  'AM.qbr_adherence': {
    observation: { one: 'business review', many: 'business reviews' },
    counted: 'were held in time',
  },
  'AM.qbr_outcome_quality': {
    observation: { one: 'business review', many: 'business reviews' },
    counted: 'were rated positive',
  },
  'AM.term_exception_rate': { observation: { one: 'expansion', many: 'expansions' }, counted: 'carried special terms' },
  'CSM.book_health_trend': { observation: { one: 'account', many: 'accounts' }, counted: null },
  'CSM.call_sentiment': { observation: { one: 'call', many: 'calls' }, counted: null },
  'CSM.csat_trend': {
    observation: { one: 'account that answered twice', many: 'accounts that answered twice' },
    counted: null,
  },
  'CSM.escalation_rate': {
    observation: { one: 'account', many: 'accounts' },
    counted: 'are at high or critical risk',
  },
  'CSM.nps_trend': {
    observation: { one: 'account that answered twice', many: 'accounts that answered twice' },
    counted: null,
  },
  'CSM.onboarding_milestone_on_time': {
    observation: { one: 'milestone', many: 'milestones' },
    counted: 'were met in time',
  },
  'CSM.product_knowledge': { observation: { one: 'call', many: 'calls' }, counted: null },
  'CSM.sales_methodology': { observation: { one: 'call', many: 'calls' }, counted: null },
  'CSM.talk_ratio': { observation: { one: 'call', many: 'calls' }, counted: 'were spent talking' },
  'CSM.ttv_on_target': {
    observation: { one: 'onboarding', many: 'onboardings' },
    counted: 'reached first value in time',
  },
  'SDR.acceptance_by_cadence': { observation: { one: 'touch', many: 'touches' }, counted: 'led to a meeting' },
  'SDR.discovery_question_quality': { observation: { one: 'call', many: 'calls' }, counted: null },
  'SDR.meeting_acceptance': { observation: { one: 'touch', many: 'touches' }, counted: 'led to a meeting' },
  'SDR.meeting_to_qualified_opp': {
    observation: { one: 'meeting', many: 'meetings' },
    counted: 'became qualified opportunities',
  },
  'SDR.objection_handling': { observation: { one: 'call', many: 'calls' }, counted: null },
  'SDR.open_cadence_flags': { observation: { one: 'look at the flags', many: 'looks at the flags' }, counted: null },
  'SDR.outreach_volume': { observation: { one: 'business day', many: 'business days' }, counted: null },
  'SDR.response_rate_by_cadence': {
    observation: { one: 'enrollment', many: 'enrollments' },
    counted: 'were answered',
  },
  'SDR.response_rate_by_step': {
    observation: { one: 'delivered touch', many: 'delivered touches' },
    counted: 'were answered',
  },
  'SDR.talk_ratio': { observation: { one: 'call', many: 'calls' }, counted: 'were spent talking' },
};

const PLAIN: MetricWording = { observation: { one: 'observation', many: 'observations' }, counted: null };

export function wordingOf(metricKey: MetricKey): MetricWording {
  return wordings[metricKey] ?? PLAIN;
}

/** A metric as summaries and diagnoses speak of it. */
export function metricInWords(definition: MetricDefinition): DigestMetric {
  return {
    definition,
    titleOf: (dimension) => seriesTitle(definition, dimension),
    observations: wordingOf(definition.key).observation.many,
  };
}

/** "1 deal", "21 deals". */
export function countOf(metricKey: MetricKey, count: number): string {
  const { one, many } = wordingOf(metricKey).observation;
  return `${count} ${count === 1 ? one : many}`;
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
      return dimension === 'all' ? 'whole book' : dimension.replace('/', ' / ');
  }
}

const cadenceNames: ReadonlyMap<string, string> = new Map([
  ['abm', 'ABM'],
  ['re_engage', 're-engagement'],
]);
