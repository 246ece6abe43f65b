import type { MetricDefinition } from '../../domain/metric.ts';
import { aeMetrics } from './ae.ts';
import { amMetrics } from './am.ts';
import { csmMetrics } from './csm.ts';
import { sdrMetrics } from './sdr.ts';

/** Every metric with its built-in thresholds, in the order of the roles. What is in force: catalog/catalog.ts. */
export const metrics: readonly MetricDefinition[] = [...aeMetrics, ...amMetrics, ...csmMetrics, ...sdrMetrics];

const byKey: ReadonlyMap<string, MetricDefinition> = new Map(metrics.map((metric) => [metric.key, metric]));

/** The built-in row of a key, as stored in readings and logs; undefined for a key the catalog does not have. */
export function findMetric(key: string): MetricDefinition | undefined {
  return byKey.get(key);
}
