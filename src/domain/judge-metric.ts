import { midRank, type Peers } from './benchmark.ts';
import { criticalZ, isRateCredible } from './credibility.ts';
import { Decimal, ratio } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import { type MeasuredSeries, type RepInCohort, type SegmentTally, totalOf } from './measured-series.ts';
import type { Direction, MetricDefinition, Period, Reading, Status } from './metric.ts';
import { adverseGap, isMaterial, materialGapAt } from './pattern.ts';
import {
  type Benchmark,
  benchmarkFor,
  type Candidate,
  type Cohort,
  cohortOf,
  kinderOf,
  mayJudge,
} from './peer-benchmark.ts';

/** One rep's series with the rep. */
export interface Measured {
  readonly rep: RepInCohort;
  readonly series: MeasuredSeries;
}

type WindowName = 'own' | 'evidence';
type Total = Omit<SegmentTally, 'segment'>;

/** With each window's segments summed up. */
interface Summed extends Measured {
  readonly totals: Readonly<Record<WindowName, Total>>;
}

/** A reading before it is known on how many series its rep is judged. */
export interface DraftReading extends Summed {
  readonly metric: MetricDefinition;
  readonly status: Status;
  readonly benchmark: Benchmark;
  readonly evidenceBenchmark: Benchmark;
}

/**
 * Compares everybody's series of one metric and dimension with their peers: benchmarks and statuses.
 * @param measured one entry a rep, all of one role, the same dimension.
 */
export function compareWithPeers(metric: MetricDefinition, measured: readonly Measured[]): DraftReading[] {
  const summed = measured.map(({ rep, series }): Summed => {
    return { rep, series, totals: { own: totalOf(series.own), evidence: totalOf(series.evidence) } };
  });
  const cohorts = { own: cohortIn('own', metric, summed), evidence: cohortIn('evidence', metric, summed) };
  return summed.map((one) => {
    const { repId, segment } = one.rep;
    const against = (window: WindowName) =>
      benchmarkFor(metric, cohorts[window], { repId, segment, mix: one.series[window] });
    const benchmark = against('own');
    const status = unfitness('own', metric, one) ?? (mayJudge(metric, benchmark) ? 'ok' : 'no_benchmark');
    return { ...one, metric, status, benchmark, evidenceBenchmark: against('evidence') };
  });
}

/** Why a rep's series cannot be measured in a window, whatever the peers; null when it can. The order is that of G5. */
function unfitness(window: WindowName, metric: MetricDefinition, { rep, totals }: Summed): Status | null {
  if (rep[window].poorData) return 'data_quality';
  if (rep[window].onLeave) return 'on_leave';
  if (rep.ramping) return 'ramping';
  if (totals[window].denominator.isZero()) return 'no_denominator';
  return totals[window].size < metric.minimumSample ? 'insufficient_sample' : null;
}

function cohortIn(window: WindowName, metric: MetricDefinition, summed: readonly Summed[]): Cohort {
  const candidates = summed.flatMap((one): Candidate[] => {
    if (unfitness(window, metric, one) !== null) return [];
    const { numerator, denominator, size } = one.totals[window];
    const value = ratio(numerator, denominator);
    const { repId, segment } = one.rep;
    return value === null ? [] : [{ repId, segment, value, numerator, size }];
  });
  return cohortOf(candidates);
}

/** When the readings are of, for a whole run. */
export interface RunOf {
  readonly asOf: LocalDate;
  readonly period: Period;
}

/**
 * Turns one rep's drafts of a run, all metrics and dimensions together, into readings. Together, because the more
 * series a rep is judged on, the more each of them must show (metrics 4.2, "one family").
 */
export function judgeRep(drafts: readonly DraftReading[], run: RunOf): Reading[] {
  const seriesCount = drafts.filter((draft) => draft.status === 'ok').length;
  const z = seriesCount === 0 ? null : criticalZ(seriesCount);
  return drafts.map((draft) => readingOf(draft, run, seriesCount, z));
}

function readingOf(draft: DraftReading, run: RunOf, seriesCount: number, z: number | null): Reading {
  const { metric, rep, series, totals, status, benchmark, evidenceBenchmark } = draft;
  const { numerator, denominator, size } = totals.own;
  const { evidence } = totals;
  const limit = kinderOf(metric.direction, evidenceBenchmark);
  const value = ratio(numerator, denominator);
  const gap = value && benchmark.median && adverseGap(metric.direction, value, benchmark.median);
  const material =
    gap !== null && benchmark.median !== null && isMaterial(gap, materialGapAt(metric.materialGap, benchmark.median));
  const credible =
    z !== null &&
    limit !== null &&
    mayJudge(metric, evidenceBenchmark) &&
    isRateCredible(metric.direction, { x: evidence.numerator.toNumber(), n: evidence.size }, limit.toNumber(), z);
  return {
    repId: rep.repId,
    role: metric.role,
    metricKey: metric.key,
    dimension: series.dimension,
    segment: rep.segment,
    period: run.period,
    asOf: run.asOf,
    windowStart: rep.own.start,
    windowEnd: rep.own.end,
    definitionVersion: metric.definitionVersion,
    numerator,
    denominator,
    sampleSize: size,
    newEvidence: series.newEvidence,
    value,
    benchmark: benchmark.median,
    benchmarkKind: benchmark.kind,
    peerCount: benchmark.peerCount,
    gap,
    percentile: value && percentileAmong(metric.direction, value, benchmark.groups),
    evidenceStart: rep.evidence.start,
    evidenceNumerator: evidence.numerator,
    evidenceSize: evidence.size,
    evidenceBenchmark: limit,
    seriesCount,
    criticalZ: z === null ? null : new Decimal(z),
    status,
    material,
    credible,
    fired: run.period === 'week' && status === 'ok' && material && credible,
    companions: series.companions,
  };
}

/** Mid-rank within the rep and the peers, turned so that high is good; null without peers. */
function percentileAmong(direction: Direction, value: Decimal, groups: readonly Peers[]): Decimal | null {
  if (groups.length === 0) return null;
  const ranks = groups.map((peers) => ({ count: peers.count, ...peers.rank(value) }));
  const sum = (pick: (rank: (typeof ranks)[number]) => number) => ranks.reduce((total, rank) => total + pick(rank), 0);
  const [count, below, equal] = [sum((rank) => rank.count), sum((rank) => rank.below), sum((rank) => rank.equal)];
  return midRank(direction === 'higher' ? below : count - below - equal, equal, count);
}
