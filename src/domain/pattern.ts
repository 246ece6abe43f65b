import { atLeast, below, Decimal } from './decimal.ts';
import {
  type Direction,
  type MaterialGap,
  type MetricDefinition,
  type PatternIdentity,
  patternKey,
  type ValueLimit,
} from './metric.ts';

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Benchmark against value in the metric's direction: positive is adverse. */
export function adverseGap(direction: Direction, value: Decimal, benchmark: Decimal): Decimal {
  return direction === 'higher' ? benchmark.minus(value) : value.minus(benchmark);
}

/** A difference with the least that matters; positive is adverse. */
export interface Difference {
  readonly gap: Decimal;
  readonly least: Decimal;
}

/** What of a reading says how large its gap is. */
export interface Compared {
  readonly gap: Decimal | null;
  readonly benchmark: Decimal | null;
  readonly companions: Readonly<Record<string, unknown>>;
}

/** The difference that matters for the metric, and how large it must be; null without a benchmark. */
export function differenceOf(materialGap: MaterialGap, { gap, benchmark, companions }: Compared): Difference | null {
  if (gap === null || benchmark === null) return null;
  switch (materialGap.kind) {
    case 'absolute':
      return { gap, least: materialGap.gap };
    case 'relative':
      return { gap, least: materialGap.share.times(benchmark.abs()) };
    case 'companions': {
      const of = companionValue(companions, materialGap.of) ?? companionValue(companions, materialGap.orElse);
      const to = companionValue(companions, materialGap.to);
      if (of === null || to === null || to.isZero()) return null;
      return { gap: of.div(to).minus(1), least: materialGap.share };
    }
  }
}

/** A companion as a number; null when it has none. */
export function companionValue(companions: Readonly<Record<string, unknown>>, name: string): Decimal | null {
  const value = companions[name];
  return typeof value === 'number' && Number.isFinite(value) ? new Decimal(value) : null;
}

/** True when the value is beyond the limit. */
export function isBeyond(limit: ValueLimit, value: Decimal): boolean {
  switch (limit.crossedWhen) {
    case 'below':
      return below(value, limit.value);
    case 'at_most':
      return atLeast(limit.value, value);
    case 'at_least':
      return atLeast(value, limit.value);
  }
}

/**
 * True when a difference matters: the gap is material and the value beyond the metric's limit, if it has one. Where the
 * limit itself is the benchmark, being beyond it is all.
 */
export function matters(
  metric: Pick<MetricDefinition, 'comparedWith' | 'limit' | 'materialGap'>,
  value: Decimal | null,
  compared: Compared,
): boolean {
  if (value === null) return false;
  if (metric.limit !== null && !isBeyond(metric.limit, value)) return false;
  if (metric.comparedWith === 'limit') return metric.limit !== null;
  const difference = differenceOf(metric.materialGap, compared);
  return difference !== null && isMaterial(difference.gap, difference.least);
}

/** True while it is too early in the period to judge: the clock of an open pattern stands still. */
export function isBeforeStart(
  { startGuard }: Pick<MetricDefinition, 'startGuard'>,
  companions: Readonly<Record<string, unknown>>,
): boolean {
  if (startGuard === null) return false;
  const reached = companionValue(companions, startGuard.companion);
  return reached !== null && below(reached, startGuard.atLeast);
}

/** True when the gap is adverse and at least material; exactly on the threshold counts. */
export function isMaterial(gap: Decimal, materialGap: Decimal): boolean {
  return gap.gt(0) && atLeast(gap, materialGap);
}

/**
 * How many times what is material the difference is: severity and order go by it.
 * @returns 0 for what is not adverse or not compared.
 */
export function patternWeight(materialGap: MaterialGap, compared: Compared): Decimal {
  const difference = differenceOf(materialGap, compared);
  if (difference === null || difference.gap.lte(0) || difference.least.lte(0)) return new Decimal(0);
  return difference.gap.div(difference.least);
}

/** From which weight on a pattern is of medium and of high severity. */
export interface SeverityBands {
  readonly mediumSeverity: number;
  readonly highSeverity: number;
}

/** Severity of a pattern by its weight (metrics 4.6). */
export function severityOf(weight: Decimal, { mediumSeverity, highSeverity }: SeverityBands): Severity {
  if (atLeast(weight, new Decimal(highSeverity))) return 'high';
  return atLeast(weight, new Decimal(mediumSeverity)) ? 'medium' : 'low';
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
