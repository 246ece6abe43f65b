import type { DateRange } from './calendar.ts';
import { below, Decimal } from './decimal.ts';
import type { BenchmarkKind } from './metric.ts';

/** What was counted in one segment in one window. */
export interface SegmentTally {
  /** Null where neither the rows nor the rep's territory say. */
  readonly segment: string | null;
  /** Null where the value is no ratio. */
  readonly numerator: Decimal | null;
  readonly denominator: Decimal | null;
  /** The sample: usually the denominator. */
  readonly size: number;
}

/**
 * Single observations of one segment and group. Doubles: they are only compared with each other, and there are
 * millions.
 */
export interface ObservationGroup {
  readonly segment: string | null;
  /** Compared among themselves only, such as calls of one type; '' where all observations are of one kind. */
  readonly group: string;
  readonly values: readonly number[];
}

/** What the evidence window holds; which of them goes with the metric's test. */
export type Evidence =
  /** `wilson`: x and n by segment. */
  | { readonly kind: 'tallies'; readonly tallies: readonly SegmentTally[] }
  /** `sign`: the observations themselves; the peers' pooled median is found for each segment and group. */
  | { readonly kind: 'observations'; readonly groups: readonly ObservationGroup[] }
  /** `sign`, where the measure knows what each observation is compared with. `against`: m0, null if there are several. */
  | { readonly kind: 'counted'; readonly worse: number; readonly size: number; readonly against: Decimal | null }
  /** `robust_z` and `limit` look at the value itself. */
  | { readonly kind: 'none' };

/** What a value is compared with where the metric says that the measure finds it (`comparedWith: 'measured'`). */
export interface MeasuredBenchmark {
  readonly kind: BenchmarkKind;
  readonly value: Decimal | null;
  /** 0 for the own past. */
  readonly peerCount: number;
}

/** A status that only the measure can know of. */
export type MeasuredStatus = 'not_applicable' | 'data_quality' | 'no_denominator' | 'insufficient_sample';

/** One rep's observations of one metric and dimension, as a measure returns them. */
export interface MeasuredSeries {
  readonly repId: string;
  /** '' where the metric has none. */
  readonly dimension: string;
  /** The metric's own window: is the gap material? One tally a segment. */
  readonly own: readonly SegmentTally[];
  /** Only where the value is not the sum of numerators over the sum of denominators; null: no value. */
  readonly value?: Decimal | null;
  /** Is it credible? */
  readonly evidence: Evidence;
  /** Observations dated in the last seven days of the own window, unless the clock's rules say otherwise. */
  readonly newEvidence: number;
  /** Values shown beside the metric, by the names of metrics 3.5; stored as JSON, so plain numbers and texts. */
  readonly companions: Readonly<Record<string, unknown>>;
  readonly status?: MeasuredStatus;
  readonly benchmark?: MeasuredBenchmark;
  /** The peers are all who have a series in this "segment", not those of the rep's own: a cohort of accounts. */
  readonly peerSegment?: string;
  /** Those of the observations that are dated in the own window; only where a skill scores each by its peers. */
  readonly ownObservations?: readonly ObservationGroup[];
  /** The scoring model behind most of the own observations; only where they are scores of a model. */
  readonly modelVersion?: string | null;
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

/** True when so many rows had to be left out that a value is unfit to be judged. @param tolerated share, 0-1. */
export function isPoorQuality({ rows, excluded }: RowQuality, tolerated: number): boolean {
  return excluded > 0 && below(new Decimal(tolerated).times(rows), new Decimal(excluded));
}

/** All segments of a window together; a sum of which every part is null is null. */
export function totalOf(tallies: readonly SegmentTally[]): Omit<SegmentTally, 'segment'> {
  return {
    numerator: sum(tallies.map((tally) => tally.numerator)),
    denominator: sum(tallies.map((tally) => tally.denominator)),
    size: tallies.reduce((total, tally) => total + tally.size, 0),
  };
}

/** Of nothing: 0. */
function sum(parts: readonly (Decimal | null)[]): Decimal | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0 && parts.length > 0) return null;
  return known.reduce((total, part) => total.plus(part), new Decimal(0));
}
