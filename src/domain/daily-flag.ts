/** Daily flags: which readings are critical, and which of them begin something new (coaching rules, section 8). */

import { atLeast, below, type Decimal } from './decimal.ts';
import { addDays, type LocalDate } from './local-date.ts';
import type { MetricDefinition, Reading } from './metric.ts';
import { companionValue, patternWeight } from './pattern.ts';

export type CriticalRule =
  /** It would open a pattern, and its gap is at least so many times what is material. */
  | { readonly kind: 'gap'; readonly weight: Decimal }
  /** The value is below a limit, once a companion has reached its least value. */
  | {
      readonly kind: 'below';
      readonly value: Decimal;
      readonly from: { readonly companion: string; readonly atLeast: Decimal } | null;
    };

/**
 * True when a reading is to be told at once. Whoever is on leave or ramping has no status `ok`; where nothing new came in
 * for a week, the source may be silent, and nothing is told.
 */
export function isCritical(
  reading: Reading,
  { materialGap }: Pick<MetricDefinition, 'materialGap'>,
  rule: CriticalRule,
): boolean {
  if (reading.status !== 'ok' || reading.value === null || reading.newEvidence === 0) return false;
  if (rule.kind === 'gap') return reading.fired && atLeast(patternWeight(materialGap, reading), rule.weight);
  if (rule.from !== null) {
    const reached = companionValue(reading.companions, rule.from.companion);
    if (reached === null || below(reached, rule.from.atLeast)) return false;
  }
  return below(reading.value, rule.value);
}

/** The value from which on a reading is critical, or the excess of a companion where these tell; null without peers. */
export function criticalValueOf(
  { benchmark }: Pick<Reading, 'benchmark'>,
  { materialGap, direction }: Pick<MetricDefinition, 'materialGap' | 'direction'>,
  rule: CriticalRule,
): Decimal | null {
  if (rule.kind === 'below') return rule.value;
  if (materialGap.kind === 'companions') return materialGap.share.times(rule.weight);
  if (benchmark === null) return null;
  const least = materialGap.kind === 'absolute' ? materialGap.gap : materialGap.share.times(benchmark.abs());
  const gap = least.times(rule.weight);
  return direction === 'higher' ? benchmark.minus(gap) : benchmark.plus(gap);
}

export interface OnsetRule {
  /** Days without a breach before an onset. */
  readonly clearDays: number;
  /** Days from one onset of a pattern to the next, at least. */
  readonly spacingDays: number;
}

/** What is known of a pattern before the day; any order, other days do no harm. */
export interface EarlierBreaches {
  readonly breaches: readonly LocalDate[];
  readonly onsets: readonly LocalDate[];
}

/** True when a breach on day d begins something new: it was clear for days, and not told of lately. */
export function isOnset(d: LocalDate, earlier: EarlierBreaches, { clearDays, spacingDays }: OnsetRule): boolean {
  const within = (dates: readonly LocalDate[], days: number) =>
    dates.some((date) => addDays(d, -days) <= date && date < d);
  return !within(earlier.breaches, clearDays) && !within(earlier.onsets, spacingDays - 1);
}
