/** How long a rep's calls have been of low quality: one step a day (E3 of the coaching rules). */

import { atLeast, below, type Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';

export interface QualityCondition {
  /** Calls of this many days before the day. */
  readonly windowDays: number;
  readonly leastCalls: number;
  /** Measured reps of the role without whom there is no line. */
  readonly leastCohort: number;
  readonly quantile: number;
  /** Measured days in a row below the line that are told. */
  readonly measuredDays: number;
  /** Days in a row without a measurement that a run outlasts. */
  readonly mostUnmeasuredDays: number;
  /** Assessments of skills older than this many days say nothing of the calls of today. */
  readonly skillDays: number;
}

/** A rep's day. */
export interface QualityOfDay {
  readonly day: LocalDate;
  readonly isAbsent: boolean;
  /** Mean quality of the calls; null when there are too few. */
  readonly quality: Decimal | null;
  /** The role's line and its middle; null when too few reps are measured. */
  readonly line: { readonly quartile: Decimal; readonly median: Decimal } | null;
}

/** What is known after a day. */
export interface QualityRun {
  /** Measured days below the line, in a row, and the first of them. */
  readonly belowDays: number;
  readonly since: LocalDate | null;
  readonly unmeasuredDays: number;
  /** Told already; not again before a day at or above the line. */
  readonly isTold: boolean;
}

export const NO_QUALITY_RUN: QualityRun = { belowDays: 0, since: null, unmeasuredDays: 0, isTold: false };

/**
 * The run after one more day. A day without a measurement holds it, too many in a row end it, an absent day is as if it
 * were not there.
 * @param leastGap points below the median that a day below the line must have, too.
 */
export function stepQualityRun(
  run: QualityRun,
  { day, isAbsent, quality, line }: QualityOfDay,
  condition: QualityCondition,
  leastGap: Decimal,
): QualityRun {
  if (isAbsent) return run;
  if (quality === null || line === null) {
    const unmeasuredDays = run.unmeasuredDays + 1;
    if (unmeasuredDays <= condition.mostUnmeasuredDays) return { ...run, unmeasuredDays };
    return { ...run, unmeasuredDays, belowDays: 0, since: null };
  }
  if (!below(quality, line.quartile)) return NO_QUALITY_RUN;
  const counts = atLeast(line.median.minus(quality), leastGap);
  if (!counts) return { ...run, belowDays: 0, since: null, unmeasuredDays: 0 };
  return { ...run, belowDays: run.belowDays + 1, since: run.since ?? day, unmeasuredDays: 0 };
}

/** True when the run is long enough and has not been told; only on a day that was measured below the line. */
export function isToBeTold(run: QualityRun, { isAbsent }: QualityOfDay, condition: QualityCondition): boolean {
  return !isAbsent && run.unmeasuredDays === 0 && run.belowDays >= condition.measuredDays && !run.isTold;
}

/** `percentile_cont`: linear between the neighbours. Null for no values. @param share 0 to 1. */
export function quantileOf(values: readonly Decimal[], share: Decimal): Decimal | null {
  const sorted = values.toSorted((a, b) => a.cmp(b));
  const place = share.times(sorted.length - 1);
  const low = sorted[place.floor().toNumber()];
  const high = sorted[place.ceil().toNumber()];
  if (low === undefined || high === undefined) return null;
  return low.plus(high.minus(low).times(place.minus(place.floor())));
}
