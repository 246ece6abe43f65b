import type { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';

export const ROLES = ['AE', 'AM', 'CSM', 'SDR'] as const;
export type Role = (typeof ROLES)[number];

/** `AE.stage_conversion`: the role, a dot, the metric's name. */
export type MetricKey = `${Role}.${string}`;

/** Which way is better. */
export type Direction = 'higher' | 'lower';

/** What a value counts in; decides how it is shown (metrics G4). */
export type Unit =
  | 'rate'
  | 'ratio'
  | 'share'
  | 'score'
  | 'sentiment'
  | 'days'
  | 'points'
  | 'points_per_28_days'
  | 'count';

/** Week: scored on Mondays and judged. Month: the same formula on the first of a month, for the digest only. */
export const PERIODS = ['week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Why a value is or is not fit to be judged; where several hold, the first in this order counts, `ok` when none does. */
export const STATUSES = [
  'not_applicable',
  'data_quality',
  'on_leave',
  'ramping',
  'no_denominator',
  'insufficient_sample',
  'no_benchmark',
  'ok',
] as const;
export type Status = (typeof STATUSES)[number];

/** What a value was compared with. */
export const BENCHMARK_KINDS = ['segment_peers', 'role_peers', 'target', 'own_past', 'none'] as const;
export type BenchmarkKind = (typeof BENCHMARK_KINDS)[number];

/** Times that a window leaves for what it counts to be answered. */
export type AwaitedThreshold = 'replyDays' | 'qualificationDays' | 'objectionDays';

/** The dates a metric looks at, relative to the evaluation date t; half-open, see `windowOf` in calendar.ts. */
export type MetricWindow =
  /**
   * `[t - days, t)`, moved back by `shift` days when given, which are as many as the threshold that it waits for says.
   * `monthly`: the month's reading takes the calendar month.
   */
  | {
      readonly kind: 'trailing';
      readonly days: number;
      readonly shift?: number;
      readonly waitsFor?: AwaitedThreshold;
      readonly monthly?: true;
    }
  | { readonly kind: 'quarter_to_date' }
  | { readonly kind: 'trailing_year' }
  | { readonly kind: 'last_quarter' }
  | { readonly kind: 'point_in_time' };

/** The credibility test: rates (Wilson), several observations a rep (sign), one number a rep (robust z), a fixed limit. */
export type CredibilityTest = 'wilson' | 'sign' | 'robust_z' | 'limit';

/** The adverse gap from which a difference matters. */
export type MaterialGap =
  /** In the metric's unit. */
  | { readonly kind: 'absolute'; readonly gap: Decimal }
  /** As a share of the benchmark. */
  | { readonly kind: 'relative'; readonly share: Decimal }
  /** One companion beyond another by a share of it; where the first has no value, what stands in for it. */
  | {
      readonly kind: 'companions';
      readonly of: string;
      readonly orElse: string;
      readonly to: string;
      readonly share: Decimal;
    };

/** A bound that the value itself must cross, whatever the peers do. */
export interface ValueLimit {
  readonly crossedWhen: 'below' | 'at_most' | 'at_least';
  readonly value: Decimal;
}

/** What the value is compared with: peers (metrics G6), the target alone, the limit, or what the measure found. */
export type ComparedWith = 'peers' | 'target' | 'limit' | 'measured';

/** Before this companion reaches its least value nothing is judged, and the clock of an open pattern stands still. */
export interface StartGuard {
  readonly companion: string;
  readonly atLeast: Decimal;
}

/** What an operator may set otherwise for a metric, or for it in one segment. */
export interface MetricThresholds {
  /** Fewer observations than this in the own window: shown, never judged. */
  readonly minimumSample: number;
  readonly materialGap: MaterialGap;
  /** The relative gain over the prior measured week that restarts the clock, and the least denominator of it. */
  readonly improvement: Decimal;
  readonly improvementFloor: Decimal;
  /** The configured target, if any; stands in where peers are too few. */
  readonly target: Decimal | null;
  readonly limit: ValueLimit | null;
  readonly startGuard: StartGuard | null;
  /** Weeks in a row without a measurement that end an episode; one more does. */
  readonly maxGapWeeks: number;
  /** The clear weeks in a row that resolve an episode. */
  readonly clearWeeks: number;
}

/** What a metric's rows are told apart by; `none`: one row a rep. */
export type DimensionKind = 'none' | 'stage_pair' | 'stage' | 'cadence_type' | 'cadence_step' | 'cohort';

/** One row of the metric catalog. */
export interface MetricDefinition extends MetricThresholds {
  readonly key: MetricKey;
  readonly role: Role;
  /** As people read it: "Stage-to-stage conversion". */
  readonly name: string;
  readonly unit: Unit;
  /** What a single observation of the sign test counts in, and so the peers' median of them. */
  readonly observedIn: Unit;
  readonly direction: Direction;
  readonly window: MetricWindow;
  readonly dimension: DimensionKind;
  /** Which family of measures (a file of src/measures) turns source rows into observations, and which part of it. */
  readonly measure: { readonly family: string; readonly part: string };
  readonly test: CredibilityTest;
  readonly comparedWith: ComparedWith;
  /** Moves too slowly to show a change within weeks. */
  readonly slow: boolean;
  /** Segments differ too much for role-wide peers to judge by. */
  readonly segmentSensitive: boolean;
  /** False: a ramping rep is measured like everybody, because what is asked of them is ramped itself. */
  readonly waitsForRamp: boolean;
  /** Raised whenever the formula changes: a new version is a new pattern. */
  readonly definitionVersion: number;
  /** Thresholds of reps of one segment that differ from the above. */
  readonly segments: ReadonlyMap<string, Partial<MetricThresholds>>;
}

/** The definition as it holds for reps of a segment. */
export function inSegment(metric: MetricDefinition, segment: string | null): MetricDefinition {
  const own = segment === null ? undefined : metric.segments.get(segment);
  return own === undefined ? metric : { ...metric, ...own };
}

/** One immutable measurement of one rep, metric and dimension: a row of `metric_reading`. */
export interface Reading {
  readonly repId: string;
  readonly role: Role;
  readonly metricKey: MetricKey;
  /** `2>3`, `cold/3`, ...; '' where the metric has no dimension. */
  readonly dimension: string;
  /** The rep's own segment at t; null when no territory names them. */
  readonly segment: string | null;
  readonly period: Period;
  /** The evaluation date t: it knows what happened before. */
  readonly asOf: LocalDate;
  readonly windowStart: LocalDate;
  readonly windowEnd: LocalDate;
  readonly definitionVersion: number;
  readonly numerator: Decimal | null;
  readonly denominator: Decimal | null;
  readonly sampleSize: number;
  /** What the sample had to be to be judged, by the thresholds in force; null of a reading that did not keep it. */
  readonly minimumSample: number | null;
  /** Observations that entered the denominator in the scored week. */
  readonly newEvidence: number;
  readonly value: Decimal | null;
  readonly benchmark: Decimal | null;
  readonly benchmarkKind: BenchmarkKind;
  readonly peerCount: number;
  /** Benchmark against value; positive is adverse, whatever the direction. */
  readonly gap: Decimal | null;
  /** 0-100 within rep and peers, high is good. */
  readonly percentile: Decimal | null;
  readonly evidenceStart: LocalDate | null;
  readonly evidenceNumerator: Decimal | null;
  readonly evidenceSize: number | null;
  readonly evidenceBenchmark: Decimal | null;
  /** On how many series the rep is judged this week. */
  readonly seriesCount: number | null;
  readonly criticalZ: Decimal | null;
  readonly status: Status;
  readonly material: boolean;
  readonly credible: boolean;
  readonly fired: boolean;
  readonly companions: Readonly<Record<string, unknown>>;
}

/** What makes two weeks' readings the same pattern. Manager, benchmark and severity are no part of it. */
export interface PatternIdentity {
  readonly repId: string;
  readonly role: Role;
  readonly metricKey: MetricKey;
  readonly dimension: string;
}

/** The pattern's identity as one text, `rep_id:role:metric_key:dimension`, as the coaching log keeps it. */
export function patternKey(pattern: Omit<PatternIdentity, 'metricKey'> & { readonly metricKey: string }): string {
  return [pattern.repId, pattern.role, pattern.metricKey, pattern.dimension].join(':');
}
