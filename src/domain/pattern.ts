import { atLeast, Decimal } from './decimal.ts';
import { type Direction, type MaterialGap, type PatternIdentity, patternKey } from './metric.ts';

export type Severity = 'low' | 'medium' | 'high';

/** New patterns of one rep that are put before the manager in one week; the others wait, and come first the next. */
export const NEW_PATTERNS_A_WEEK = 3;

const MEDIUM_WEIGHT = new Decimal('1.5');
const HIGH_WEIGHT = new Decimal(2);

/** Benchmark against value in the metric's direction: positive is adverse. */
export function adverseGap(direction: Direction, value: Decimal, benchmark: Decimal): Decimal {
  return direction === 'higher' ? benchmark.minus(value) : value.minus(benchmark);
}

/** The gap from which a difference matters, in the metric's unit. */
export function materialGapAt(gap: MaterialGap, benchmark: Decimal): Decimal {
  return gap.kind === 'absolute' ? gap.gap : gap.share.times(benchmark.abs());
}

/** True when the gap is adverse and at least material; exactly on the threshold counts. */
export function isMaterial(gap: Decimal, materialGap: Decimal): boolean {
  return gap.gt(0) && atLeast(gap, materialGap);
}

/**
 * How many times the material gap the gap is: severity and order go by it.
 * @returns 0 for a gap that is not adverse.
 */
export function patternWeight(gap: Decimal, materialGap: Decimal): Decimal {
  if (gap.lte(0)) return new Decimal(0);
  return gap.div(materialGap);
}

/** Severity of a pattern by its weight (metrics 4.6). */
export function severityOf(weight: Decimal): Severity {
  if (atLeast(weight, HIGH_WEIGHT)) return 'high';
  return atLeast(weight, MEDIUM_WEIGHT) ? 'medium' : 'low';
}

/** A pattern with its weight, to be put in order. */
export interface WeightedPattern {
  readonly pattern: PatternIdentity;
  readonly weight: Decimal;
}

/** Sorts heaviest first; patterns of equal weight in the order of their keys, so that every run orders them alike. */
export function byWeight(a: WeightedPattern, b: WeightedPattern): number {
  const order = b.weight.cmp(a.weight);
  if (order !== 0) return order;
  const [first, second] = [patternKey(a.pattern), patternKey(b.pattern)];
  return first < second ? -1 : Number(first > second);
}
