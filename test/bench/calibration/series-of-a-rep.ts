import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import type { MetricDefinition } from '../../../src/domain/metric.ts';

/** What chance one week's observations of a rep come from. */
export interface SimulatedSeries {
  readonly metric: MetricDefinition;
  readonly dimension: string;
  /** Observations a week, on average: deals, calls, touches. */
  readonly weekly: number;
  /** A rate, or the mean of the observations, of a rep at the level of the peers' distribution's middle. */
  readonly level: number;
  /** Standard deviation of single observations around the rep's own level; null: each is a yes or a no. */
  readonly scatter: number | null;
  /** The most an observation can be. */
  readonly most: number;
}

/**
 * Twenty-five series with the volumes that account executives and sales development reps have. What is held against a
 * fixed limit (quota, touches a day) is not among them: chance has no part in it.
 */
export const seriesOfARep: readonly SimulatedSeries[] = [
  rate('AE.stage_conversion', '1>2', 6.6, 0.65),
  rate('AE.stage_conversion', '2>3', 4.2, 0.62),
  rate('AE.stage_conversion', '3>4', 2.6, 0.61),
  rate('AE.stage_conversion', '4>5', 1.6, 0.69),
  rate('AE.term_exception_rate', '', 1.2, 0.17),
  rate('SDR.meeting_acceptance', '', 180, 0.021),
  rate('SDR.response_rate_by_cadence', 'cold', 48, 0.16),
  rate('SDR.response_rate_by_cadence', 'warm', 30, 0.19),
  rate('SDR.acceptance_by_cadence', 'cold', 122, 0.019),
  rate('SDR.acceptance_by_cadence', 'warm', 58, 0.025),
  rate('SDR.response_rate_by_step', 'cold/1', 32, 0.05),
  rate('SDR.response_rate_by_step', 'cold/2', 31, 0.065),
  rate('SDR.response_rate_by_step', 'cold/3', 29, 0.07),
  rate('SDR.response_rate_by_step', 'cold/4', 27, 0.048),
  rate('SDR.response_rate_by_step', 'warm/1', 30, 0.098),
  rate('SDR.response_rate_by_step', 'warm/2', 28, 0.09),
  rate('SDR.meeting_to_qualified_opp', '', 3.7, 0.6),
  scores('AE.objection_handling', 2.5, 71, 14),
  scores('AE.next_step_quality', 3.7, 70, 14),
  scores('AE.product_knowledge', 3.7, 75, 12),
  ratios('AE.stage_objective_execution', 8, 0.77, 0.22),
  ratios('AE.discount_depth', 1.2, 0.14, 0.06),
  scores('SDR.objection_handling', 2.5, 71, 14),
  ratios('SDR.talk_ratio', 3.7, 0.45, 0.09),
  scores('SDR.discovery_question_quality', 4, 72, 14),
];

function rate(key: string, dimension: string, weekly: number, level: number): SimulatedSeries {
  return { metric: shipped(key), dimension, weekly, level, scatter: null, most: 1 };
}

function ratios(key: string, weekly: number, level: number, scatter: number): SimulatedSeries {
  return { metric: shipped(key), dimension: '', weekly, level, scatter, most: 1 };
}

function scores(key: string, weekly: number, level: number, scatter: number): SimulatedSeries {
  return { metric: shipped(key), dimension: '', weekly, level, scatter, most: 100 };
}

function shipped(key: string): MetricDefinition {
  const metric = builtInCatalog.find(key);
  if (metric === undefined) throw new Error(`The catalog has no ${key}.`);
  return metric;
}
