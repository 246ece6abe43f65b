import { midRank } from './benchmark.ts';
import { type Decimal, Decimal as DecimalOf, ratio } from './decimal.ts';
import {
  type MeasuredSeries,
  type ObservationGroup,
  type RepInCohort,
  type SegmentTally,
  totalOf,
} from './measured-series.ts';
import {
  type BenchmarkKind,
  type Direction,
  inSegment,
  type MetricDefinition,
  STATUSES,
  type Status,
} from './metric.ts';
import { adverseGap, isBeforeStart, matters } from './pattern.ts';
import {
  againstTarget,
  type Benchmark,
  benchmarkFor,
  type Candidate,
  type Cohort,
  type ComparedRep,
  cohortOf,
  mayJudge,
  NO_BENCHMARK,
  orTarget,
  peersFor,
  rankedAmong,
} from './peer-benchmark.ts';
import { type Finding, ObservationPools, rateFinding, spreadFinding } from './weigh-evidence.ts';

/** One rep's series with the rep. */
export interface Measured {
  readonly rep: RepInCohort;
  readonly series: MeasuredSeries;
}

/** A reading before it is known on how many series its rep is judged. Holds no observations: there are many drafts. */
export interface DraftReading {
  readonly metric: MetricDefinition;
  readonly rep: RepInCohort;
  readonly dimension: string;
  readonly own: Omit<SegmentTally, 'segment'>;
  readonly value: Decimal | null;
  readonly newEvidence: number;
  readonly companions: Readonly<Record<string, unknown>>;
  readonly status: Status;
  readonly benchmark: { readonly kind: BenchmarkKind; readonly value: Decimal | null; readonly peerCount: number };
  readonly gap: Decimal | null;
  readonly percentile: Decimal | null;
  readonly material: boolean;
  readonly finding: Finding;
}

/** True when the series can be measured, whoever else is: nothing but a benchmark may be missing. */
export function isMeasured(metric: MetricDefinition, measured: Measured): boolean {
  return unfitness(summedUp(metric, measured)) === null;
}

/** A series with what both windows come to. */
interface Summed extends Measured {
  readonly metric: MetricDefinition;
  readonly own: Omit<SegmentTally, 'segment'>;
  readonly value: Decimal | null;
  /** The evidence as a rate: of observations only the size. */
  readonly evidence: Omit<SegmentTally, 'segment'>;
  readonly groups: readonly ObservationGroup[];
}

/**
 * Compares everybody's series of one metric and dimension with their peers: benchmark, status, material gap, and what
 * the evidence says.
 * @param measured one entry a rep, all of one role, the same dimension.
 * @param minimumPeers fewer are no benchmark.
 */
export function compareWithPeers(
  metric: MetricDefinition,
  measured: readonly Measured[],
  minimumPeers: number,
): DraftReading[] {
  return [...draftsAmongPeers(metric, measured, minimumPeers)];
}

/** The same, a draft at a time, so that the many need not stand in memory together. */
export function* draftsAmongPeers(
  metric: MetricDefinition,
  measured: readonly Measured[],
  minimumPeers: number,
): Generator<DraftReading> {
  const summed = measured.map((one) => summedUp(metric, one));
  const peers = cohortOf(summed.flatMap(ownCandidate), minimumPeers);
  const qualified = summed.filter(qualifiesByEvidence);
  const evidencePeers = cohortOf(qualified.flatMap(evidenceCandidate), minimumPeers);
  const pools = new ObservationPools(
    qualified.map((one) => ({ repId: one.rep.repId, segment: peerSegment(one), groups: one.groups })),
    minimumPeers,
  );
  for (const one of summed) yield draftOf(one, { peers, evidencePeers, pools });
}

function summedUp(catalogMetric: MetricDefinition, { rep, series }: Measured): Summed {
  const own = totalOf(series.own);
  const quotient = own.numerator && own.denominator && ratio(own.numerator, own.denominator);
  const groups = series.evidence.kind === 'observations' ? series.evidence.groups : [];
  const tallies = series.evidence.kind === 'tallies' ? series.evidence.tallies : [];
  const count = groups.reduce((sum, group) => sum + group.values.length, 0);
  return {
    rep,
    series,
    metric: inSegment(catalogMetric, rep.segment),
    own,
    value: series.value === undefined ? quotient : series.value,
    evidence: { ...totalOf(tallies), ...(groups.length > 0 && { size: count }) },
    groups,
  };
}

/** Whose peer the rep is in this series. */
function peerSegment({ rep, series }: Measured): string | null {
  return series.peerSegment ?? rep.segment;
}

function ownCandidate(one: Summed): Candidate[] {
  const { rep, value, own } = one;
  if (value === null || rep.ramping || unfitness(one) !== null) return [];
  return [{ repId: rep.repId, segment: peerSegment(one), value, numerator: own.numerator ?? ZERO, size: own.size }];
}

const ZERO = new DecimalOf(0);

/** Measured in the evidence window, whatever the own window holds. */
function qualifiesByEvidence({ rep, series, metric, evidence }: Summed): boolean {
  if (rep.ramping || rep.evidence.poorData || rep.evidence.onLeave) return false;
  if (series.status === 'not_applicable' || series.status === 'data_quality') return false;
  return evidence.size >= metric.minimumSample;
}

function evidenceCandidate(one: Summed): Candidate[] {
  const { repId } = one.rep;
  const segment = peerSegment(one);
  const { numerator, denominator, size } = one.evidence;
  // Observations have no common rate: those who have them only count.
  if (one.groups.length > 0) return [{ repId, segment, value: ZERO, numerator: ZERO, size }];
  const value = numerator && denominator && ratio(numerator, denominator);
  return value === null || numerator === null ? [] : [{ repId, segment, value, numerator, size }];
}

/** Why a series cannot be measured, whatever the peers; null when it can. The order is that of G5. */
function unfitness({ rep, series, metric, own, value }: Summed): Status | null {
  const reasons = new Set<Status | undefined>([series.status]);
  if (isBeforeStart(metric, series.companions)) reasons.add('not_applicable');
  if (rep.own.poorData) reasons.add('data_quality');
  if (rep.own.onLeave) reasons.add('on_leave');
  if (rep.ramping && metric.waitsForRamp) reasons.add('ramping');
  if (value === null) reasons.add('no_denominator');
  if (own.size < metric.minimumSample) reasons.add('insufficient_sample');
  return STATUSES.find((status) => reasons.has(status)) ?? null;
}

interface Cohorts {
  readonly peers: Cohort;
  readonly evidencePeers: Cohort;
  readonly pools: ObservationPools;
}

function draftOf(one: Summed, cohorts: Cohorts): DraftReading {
  const { metric, rep, series, own, value } = one;
  const among = peersFor(cohorts.peers, inMix(one, series.own));
  const peerBenchmark = orTarget(metric, among);
  const benchmark = benchmarkOf(one, peerBenchmark);
  const gap = value && benchmark.value && adverseGap(metric.direction, value, benchmark.value);
  const compared = { gap, benchmark: benchmark.value, companions: series.companions };
  const isJudged = mayJudge(metric, { kind: benchmark.kind, median: benchmark.value });
  return {
    metric,
    rep,
    dimension: series.dimension,
    own,
    value,
    newEvidence: series.newEvidence,
    companions: series.companions,
    status: unfitness(one) ?? (isJudged ? 'ok' : 'no_benchmark'),
    benchmark,
    gap,
    percentile: value && percentileAmong(metric.direction, value, among),
    material: matters(metric, value, compared),
    finding: findingOf(one, peerBenchmark, isJudged, cohorts),
  };
}

/** The rep as compared: in the proportions of the observations, or among the peers of a cohort of accounts. */
function inMix({ rep, series }: Measured, mix: ComparedRep['mix']): ComparedRep {
  const { repId, segment } = rep;
  return series.peerSegment === undefined
    ? { repId, segment, mix }
    : { repId, segment: series.peerSegment, mix: [{ segment: series.peerSegment, size: 1 }] };
}

function benchmarkOf({ metric, series }: Summed, peers: Benchmark): DraftReading['benchmark'] {
  const asValue = ({ kind, median, peerCount }: Benchmark) => ({ kind, value: median, peerCount });
  switch (metric.comparedWith) {
    case 'peers':
      return asValue(peers);
    case 'target':
      return asValue(againstTarget(metric));
    case 'limit':
      return { kind: metric.limit === null ? 'none' : 'target', value: metric.limit?.value ?? null, peerCount: 0 };
    case 'measured':
      return series.benchmark ?? asValue(NO_BENCHMARK);
  }
}

function findingOf(one: Summed, peers: Benchmark, isJudged: boolean, cohorts: Cohorts): Finding {
  const { metric, rep, series, groups } = one;
  const { evidence } = series;
  if (metric.test === 'limit') return { kind: 'limit' };
  if (metric.test === 'robust_z') return spreadFinding(peers);
  if (evidence.kind === 'counted') {
    return { kind: 'majority', worse: evidence.worse, n: evidence.size, against: evidence.against, judged: isJudged };
  }
  const mix = evidence.kind === 'tallies' ? evidence.tallies : sizesOf(groups);
  const benchmark =
    metric.comparedWith === 'target'
      ? againstTarget(metric)
      : benchmarkFor(metric, cohorts.evidencePeers, inMix(one, mix));
  return metric.test === 'sign'
    ? cohorts.pools.finding(metric, rep.repId, groups, benchmark)
    : rateFinding(metric, series, benchmark);
}

/** How many observations there are of each segment. */
function sizesOf(groups: readonly ObservationGroup[]): { segment: string | null; size: number }[] {
  const sizes = new Map<string | null, number>();
  for (const { segment, values } of groups) sizes.set(segment, (sizes.get(segment) ?? 0) + values.length);
  return [...sizes].map(([segment, size]) => ({ segment, size }));
}

/** Mid-rank within the rep and the peers, turned so that high is good; null without peers. */
function percentileAmong(direction: Direction, value: Decimal, peers: Benchmark): Decimal | null {
  const groups = rankedAmong(peers);
  if (groups.length === 0) return null;
  const ranks = groups.map((group) => ({ count: group.count, ...group.rank(value) }));
  const sum = (pick: (rank: (typeof ranks)[number]) => number) => ranks.reduce((total, rank) => total + pick(rank), 0);
  const [count, below, equal] = [sum((rank) => rank.count), sum((rank) => rank.below), sum((rank) => rank.equal)];
  return midRank(direction === 'higher' ? below : count - below - equal, equal, count);
}
