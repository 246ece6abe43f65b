import type { CriticalRule } from '../domain/daily-flag.ts';
import { Decimal } from '../domain/decimal.ts';
import type { EscalationRule } from '../domain/escalation.ts';
import { type MetricKey, ROLES, type Role } from '../domain/metric.ts';
import type { DailyFlagThresholds } from './thresholds.ts';

/** Who hears of a condition, about whom, and how often (coaching rules, section 7). */
export interface EscalationReach {
  readonly roles: readonly Role[];
  readonly to: readonly ('manager' | 'slm')[];
  /** Raised once per this; `days`: per as many as the thresholds say. */
  readonly once: 'quarter' | 'episode' | 'run' | 'request' | 'days';
}

export const escalationReach: Readonly<Record<EscalationRule, EscalationReach>> = {
  E1: { roles: ['AE'], to: ['manager', 'slm'], once: 'quarter' },
  E2: { roles: ROLES, to: ['slm'], once: 'episode' },
  E3: { roles: ROLES, to: ['manager'], once: 'run' },
  E4: { roles: ['AM', 'CSM'], to: ['manager', 'slm'], once: 'days' },
  E5: { roles: ROLES, to: ['slm'], once: 'request' },
  E6: { roles: ROLES, to: ['slm'], once: 'days' },
};

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
