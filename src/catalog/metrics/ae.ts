import { Decimal } from '../../domain/decimal.ts';
import type { MetricDefinition } from '../../domain/metric.ts';

/** What account executives are measured by. */
export const aeMetrics: readonly MetricDefinition[] = [
  {
    key: 'AE.stage_conversion',
    role: 'AE',
    name: 'Stage-to-stage conversion',
    unit: 'rate',
    direction: 'higher',
    window: { kind: 'trailing', days: 56 },
    dimension: 'stage_pair',
    measure: 'stage_moves',
    test: 'wilson',
    minimumSample: 8,
    materialGap: { kind: 'absolute', gap: new Decimal('0.10') },
    improvementFloor: new Decimal('0.05'),
    slow: true,
    segmentSensitive: true,
    target: null,
    maxGapWeeks: 4,
    definitionVersion: 1,
  },
];
