import { findMetric } from '../../src/catalog/metrics/index.ts';
import type { MetricDefinition, MetricKey } from '../../src/domain/metric.ts';

/** The built-in row of a metric that there is. @throws RangeError for a key the catalog does not have. */
export function metricOf(key: MetricKey): MetricDefinition {
  const metric = findMetric(key);
  if (metric === undefined) throw new RangeError(`The metric catalog has no "${key}".`);
  return metric;
}
