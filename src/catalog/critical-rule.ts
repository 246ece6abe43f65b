import type { CriticalRule } from '../domain/daily-flag.ts';
import { Decimal } from '../domain/decimal.ts';
import type { MetricKey } from '../domain/metric.ts';
import type { DailyFlagThresholds } from './thresholds.ts';

/**
 * When a metric is critical at once: of most, when they would open a pattern with a gap so many times what is material;
 * where a metric is not judged by the size of its gap, below a share of the target.
 */
export function criticalRuleOf(metricKey: MetricKey, flags: DailyFlagThresholds): CriticalRule {
  switch (metricKey) {
    case 'AE.pace_attainment':
      return {
        kind: 'below',
        value: new Decimal(flags.paceBelow),
        from: { companion: 'elapsed_weight', atLeast: new Decimal(flags.paceStartAt) },
      };
    case 'SDR.outreach_volume':
      return { kind: 'below', value: new Decimal(flags.outreachBelow), from: null };
    default:
      return { kind: 'gap', weight: new Decimal(flags.gapTimes) };
  }
}
