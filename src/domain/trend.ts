import type { Decimal } from './decimal.ts';
import { addDays, isoMonday, type LocalDate } from './local-date.ts';
import type { BenchmarkKind, Direction, Reading, Status, Unit } from './metric.ts';
import { arePeers, areTooFew } from './shown-peers.ts';

/** Weeks of a trend: the quarter over which credibility is asked. */
export const TREND_WEEKS = 13;

/** One series of weekly checks against what it is compared with. */
export interface Trend {
  /** "Stage-to-stage conversion, stage 2 to 3". */
  readonly title: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** What the points' benchmarks are; `none` where no point has one. */
  readonly comparedWith: BenchmarkKind;
  /** Oldest first, one a week without a gap. */
  readonly points: readonly TrendPoint[];
}

export interface TrendPoint {
  readonly asOf: LocalDate;
  /** Null: not measured, or too little to say. */
  readonly value: Decimal | null;
  readonly benchmark: Decimal | null;
  /** Its pattern was seen in this check. */
  readonly flagged: boolean;
}

/** What a weekly check found of a series. */
export interface SeriesCheck
  extends Pick<Reading, 'asOf' | 'value' | 'status' | 'benchmark' | 'benchmarkKind' | 'peerCount'> {
  readonly flagged: boolean;
}

/** A value with one of these is none, or stands on too little to be shown as one. */
const unmeasured: readonly Status[] = ['not_applicable', 'data_quality', 'no_denominator', 'insufficient_sample'];

/** True where the value says something. */
export function isMeasured({ value, status }: Pick<Reading, 'value' | 'status'>): boolean {
  return value?.isFinite() === true && !unmeasured.includes(status);
}

/**
 * The weeks up to the last Monday before `before`, with gaps where nothing was measured. What the latest check was
 * compared with is what the line shows; weeks with another comparison, or with too few peers, show none.
 */
export function trendOf(
  series: Pick<Trend, 'title' | 'unit' | 'direction'>,
  checks: readonly SeriesCheck[],
  before: LocalDate,
): Trend {
  const last = isoMonday(addDays(before, -1));
  const asOfs = Array.from({ length: TREND_WEEKS }, (_, week) => addDays(last, 7 * (week + 1 - TREND_WEEKS)));
  const found = asOfs.map((asOf) => checks.find((check) => check.asOf === asOf));
  const latest = found.findLast((check) => check !== undefined && isComparable(check));
  const comparedWith = latest?.benchmarkKind ?? 'none';
  const isSame = (check: SeriesCheck) => isComparable(check) && sortOf(check.benchmarkKind) === sortOf(comparedWith);
  return {
    title: series.title,
    unit: series.unit,
    direction: series.direction,
    comparedWith,
    points: asOfs.map((asOf, index) => {
      const check = found[index];
      if (check === undefined || !isMeasured(check)) return { asOf, value: null, benchmark: null, flagged: false };
      return { asOf, value: check.value, benchmark: isSame(check) ? check.benchmark : null, flagged: check.flagged };
    }),
  };
}

/** A picture of nothing is none. */
export function hasPoints({ points }: Pick<Trend, 'points'>): boolean {
  return points.some((point) => point.value !== null);
}

function isComparable({ benchmark, benchmarkKind, peerCount }: SeriesCheck): boolean {
  if (benchmark === null || !benchmark.isFinite() || benchmarkKind === 'none') return false;
  return !areTooFew({ benchmarkKind, peerCount });
}

/** Peers of the segment and of the role are drawn as one line. */
function sortOf(kind: BenchmarkKind): 'peers' | 'own_past' | 'target' {
  if (arePeers(kind)) return 'peers';
  return kind === 'own_past' ? 'own_past' : 'target';
}
