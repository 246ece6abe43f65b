import { aeMetrics } from './metrics/ae.ts';
import { amMetrics } from './metrics/am.ts';
import { csmMetrics } from './metrics/csm.ts';
import type { Metric } from './metrics/metric.ts';
import { sdrMetrics } from './metrics/sdr.ts';

/** The metrics by role, as the specification lists them. */
export const METRICS: readonly Metric[] = [...aeMetrics, ...amMetrics, ...csmMetrics, ...sdrMetrics];
