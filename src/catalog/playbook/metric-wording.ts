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
};

const PLAIN: MetricWording = { observation: { one: 'observation', many: 'observations' }, counted: null };

export function wordingOf(metricKey: MetricKey): MetricWording {
  return wordings[metricKey] ?? PLAIN;
}

/** "1 deal", "21 deals". */
export function countOf(metricKey: MetricKey, count: number): string {
  const { one, many } = wordingOf(metricKey).observation;
  return `${count} ${count === 1 ? one : many}`;
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
      return dimension.replace('/', ' cadences, step ');
    case 'cadence_type':
      return `${dimension} cadences`;
    case 'cohort':
      return dimension === 'all' ? 'whole book' : dimension.replace('/', ' / ');
  }
}
