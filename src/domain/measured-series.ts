import type { DateRange } from './calendar.ts';
import { Decimal } from './decimal.ts';

/** What was observed in one segment in one window; `size` is the sample, usually the denominator. */
export interface SegmentTally {
  /** Null where neither the rows nor the rep's territory say. */
  readonly segment: string | null;
  readonly numerator: Decimal;
  readonly denominator: Decimal;
  readonly size: number;
}

/** One rep's observations of one metric and dimension, as a measure returns them. */
export interface MeasuredSeries {
  readonly repId: string;
  readonly dimension: string;
  /** The metric's own window: is the gap material? One tally a segment. */
  readonly own: readonly SegmentTally[];
  /** The evidence window: is it credible? */
  readonly evidence: readonly SegmentTally[];
  /** Observations dated in the last seven days of the own window. */
  readonly newEvidence: number;
  readonly companions: Readonly<Record<string, unknown>>;
}

/** How much of what a rep's rows hold could be used, in one window. */
export interface RowQuality {
  readonly rows: number;
  /** Rows that break the contract: left out and counted. */
  readonly excluded: number;
}

/** A window as one rep has it: begun no earlier than the stint. */
export interface RepWindow extends DateRange {
  /** Available on fewer than half of its business days. */
  readonly onLeave: boolean;
  /** Too many rows left out, or a role that cannot be told. */
  readonly poorData: boolean;
}

/** What judging a metric needs to know of a rep beside the observations. */
export interface RepInCohort {
  readonly repId: string;
  /** The rep's own segment at t. */
  readonly segment: string | null;
  readonly ramping: boolean;
  readonly own: RepWindow;
  readonly evidence: RepWindow;
}

/** More than this share of rows left out makes a value unfit to be judged. */
const TOLERATED_EXCLUDED_PERCENT = 20;

/** True when more than 20% of the rows had to be left out. */
export function isPoorQuality(quality: RowQuality): boolean {
  return quality.excluded * 100 > quality.rows * TOLERATED_EXCLUDED_PERCENT;
}

const ZERO = new Decimal(0);

/** All segments of a window together. */
export function totalOf(tallies: readonly SegmentTally[]): Omit<SegmentTally, 'segment'> {
  return tallies.reduce(
    (sum, tally) => ({
      numerator: sum.numerator.plus(tally.numerator),
      denominator: sum.denominator.plus(tally.denominator),
      size: sum.size + tally.size,
    }),
    { numerator: ZERO, denominator: ZERO, size: 0 },
  );
}
