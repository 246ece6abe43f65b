import { midRank, type Peers } from './benchmark.ts';
import { criticalZ, isRateCredible } from './credibility.ts';
import { Decimal, ratio } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import { type MeasuredSeries, type RepInCohort, totalOf } from './measured-series.ts';
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

/** A reading before it is known on how many series its rep is judged. */
export interface DraftReading {
  readonly metric: MetricDefinition;
  readonly rep: RepInCohort;
  readonly series: MeasuredSeries;
  readonly status: Status;
  readonly benchmark: Benchmark;
  readonly evidenceBenchmark: Benchmark;
}

type WindowName = 'own' | 'evidence';

/**
 * Compares everybody's series of one metric and dimension with their peers: benchmarks and statuses.
 * @param measured one entry a rep, all of one role, the same dimension.
 */
export function compareWithPeers(metric: MetricDefinition, measured: readonly Measured[]): DraftReading[] {
  const cohorts = { own: cohortIn('own', metric, measured), evidence: cohortIn('evidence', metric, measured) };
  return measured.map(({ rep, series }) => {
    const against = (window: WindowName) =>
      benchmarkFor(metric, cohorts[window], { repId: rep.repId, segment: rep.segment, mix: series[window] });
    const benchmark = against('own');
    const unfit = unfitness('own', metric, { rep, series });
    const status = unfit ?? (mayJudge(metric, benchmark) ? 'ok' : 'no_benchmark');
    return { metric, rep, series, status, benchmark, evidenceBenchmark: against('evidence') };
  });
}

/** Why a rep's series cannot be measured in a window, whatever the peers; null when it can. The order is that of G5. */
function unfitness(window: WindowName, metric: MetricDefinition, { rep, series }: Measured): Status | null {
  const total = totalOf(series[window]);
  if (rep[window].poorData) return 'data_quality';
  if (rep[window].onLeave) return 'on_leave';
  if (rep.ramping) return 'ramping';
  if (total.denominator.isZero()) return 'no_denominator';
  return total.size < metric.minimumSample ? 'insufficient_sample' : null;
}

function cohortIn(window: WindowName, metric: MetricDefinition, measured: readonly Measured[]): Cohort {
  const candidates = measured.flatMap((one): Candidate[] => {
    if (unfitness(window, metric, one) !== null) return [];
    const { numerator, denominator, size } = totalOf(one.series[window]);
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
  const { metric, rep, series, status, benchmark, evidenceBenchmark } = draft;
  const { numerator, denominator, size } = totalOf(series.own);
  const evidence = totalOf(series.evidence);
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
