import type { MetricDefinition } from '../domain/metric.ts';
import { metrics } from './metrics/index.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

/** The metrics and numbers in force: the built-in ones, with what the operator's file sets otherwise. */
export interface Catalog {
  /** In the order of the roles. */
  readonly metrics: readonly MetricDefinition[];
  readonly thresholds: Thresholds;
  /** Undefined for a key the catalog does not have. */
  find(key: string): MetricDefinition | undefined;
}

export function catalogOf(definitions: readonly MetricDefinition[], thresholds: Thresholds): Catalog {
  const byKey = new Map<string, MetricDefinition>(definitions.map((metric) => [metric.key, metric]));
  return { metrics: definitions, thresholds, find: (key) => byKey.get(key) };
}

/** What holds where no thresholds file says otherwise. */
export const builtInCatalog: Catalog = catalogOf(metrics, defaultThresholds);
