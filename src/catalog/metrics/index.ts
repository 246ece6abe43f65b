import type { MetricDefinition, MetricKey } from '../../domain/metric.ts';
import { aeMetrics } from './ae.ts';

/** Every metric, in the order of the roles. */
export const metrics: readonly MetricDefinition[] = [...aeMetrics];

const byKey: ReadonlyMap<string, MetricDefinition> = new Map(metrics.map((metric) => [metric.key, metric]));

/** The catalog's row of a key, as stored in readings and logs; undefined for a key the catalog does not have. */
export function findMetric(key: string): MetricDefinition | undefined {
  return byKey.get(key);
}

/** The catalog's row of a key. @throws RangeError for a key the catalog does not have. */
export function metricOf(key: MetricKey): MetricDefinition {
  const metric = byKey.get(key);
  if (metric === undefined) throw new RangeError(`The metric catalog has no "${key}".`);
  return metric;
}
