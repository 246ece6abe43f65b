import type { CriticalRule, OnsetRule } from '../domain/daily-flag.ts';
import { Decimal } from '../domain/decimal.ts';
import type { EscalationRule } from '../domain/escalation.ts';
import type { AttainmentCondition, BookCondition, OnsetsCondition } from '../domain/escalation-conditions.ts';
import type { FlagBudget } from '../domain/flag-budget.ts';
import { type MetricKey, ROLES, type Role } from '../domain/metric.ts';
import type { QualityCondition } from '../domain/quality-run.ts';

/** Who hears of a condition, about whom, and how often (coaching rules, section 7). */
export interface EscalationReach {
  readonly roles: readonly Role[];
  readonly to: readonly ('manager' | 'slm')[];
  /** Raised once per this. */
  readonly once: 'quarter' | 'episode' | 'run' | 'request' | { readonly days: number };
}

export const escalationReach: Readonly<Record<EscalationRule, EscalationReach>> = {
  E1: { roles: ['AE'], to: ['manager', 'slm'], once: 'quarter' },
  E2: { roles: ROLES, to: ['slm'], once: 'episode' },
  E3: { roles: ROLES, to: ['manager'], once: 'run' },
  E4: { roles: ['AM', 'CSM'], to: ['manager', 'slm'], once: { days: 28 } },
  E5: { roles: ROLES, to: ['slm'], once: 'request' },
  E6: { roles: ROLES, to: ['slm'], once: { days: 28 } },
};

/** E1: closed business alone against the whole quarter's quota. */
export const attainmentCondition: AttainmentCondition = { below: new Decimal('0.5'), daysLeftBelow: 42 };

/** E3: the mean of a call's quality over 30 days, against the lower quartile of the role. */
export const qualityCondition: QualityCondition = {
  windowDays: 30,
  leastCalls: 5,
  leastCohort: 8,
  quantile: new Decimal('0.25'),
  measuredDays: 30,
  mostUnmeasuredDays: 7,
};

/** E4: tiers of the same accounts, four weeks apart. */
export const bookCondition: BookCondition = {
  windowDays: 28,
  leastAccounts: 5,
  shareAbove: new Decimal('0.5'),
  leastCoverage: new Decimal('0.6'),
};

/** E6: daily flags begun, sent or not. */
export const onsetsCondition: OnsetsCondition = { onsets: 3, windowDays: 28 };

/** What is critical at once where a metric is not judged by the size of its gap: below a share of the target. */
const criticalShares: Readonly<Partial<Record<MetricKey, CriticalRule>>> = {
  'AE.pace_attainment': {
    kind: 'below',
    value: new Decimal('0.5'),
    from: { companion: 'elapsed_weight', atLeast: new Decimal('0.33') },
  },
  'SDR.outreach_volume': { kind: 'below', value: new Decimal('0.5'), from: null },
};

/** The outreach of an SDR is critical over as few days as this on which they were there, not over four weeks. */
export const OUTREACH_DAYS = 5;

/** When a metric is critical; of most, when they would open a pattern with a gap of twice what is material. */
export function criticalRuleOf(metricKey: MetricKey): CriticalRule {
  return criticalShares[metricKey] ?? { kind: 'gap', weight: new Decimal(2) };
}

export const onsetRule: OnsetRule = { clearDays: 7, spacingDays: 14 };

export const flagBudget: FlagBudget = { ofRep: 2, repDays: 28, ofManager: 3 };
