import { PeerGroup, type Peers, type PeerValue } from './benchmark.ts';
import { Decimal } from './decimal.ts';
import { groupBy } from './group-by.ts';
import type { SegmentTally } from './measured-series.ts';
import type { BenchmarkKind, Direction, MetricDefinition } from './metric.ts';

/** A rep measured well enough to be somebody's peer. `segment`: the rep's own. */
export interface Candidate extends PeerValue {
  readonly segment: string | null;
}

/** Everybody measured in one metric, dimension and window, by segment and role-wide. */
export interface Cohort {
  readonly segments: ReadonlyMap<string, PeerGroup>;
  readonly roleWide: PeerGroup;
  /** Fewer peers than this are no benchmark. */
  readonly minimumPeers: number;
}

/** Peers that stand for a share of what a rep was observed in. */
export interface PeerPart {
  /** Of the rep's observations. */
  readonly segment: string | null;
  /** Whose peers these are: the segment's, or role-wide (null). */
  readonly peersOf: string | null;
  readonly peers: Peers;
  /** How many of the rep's observations it stands for. */
  readonly size: number;
}

/** What one rep is compared with. */
export interface Benchmark {
  readonly kind: BenchmarkKind;
  readonly median: Decimal | null;
  /** The smallest peer group used; 0 where none is. */
  readonly peerCount: number;
  /** The groups the benchmark is mixed from; none where it is no peers'. */
  readonly parts: readonly PeerPart[];
}

export const NO_BENCHMARK: Benchmark = { kind: 'none', median: null, peerCount: 0, parts: [] };

/** Groups the measured reps once, for everybody's benchmark. */
export function cohortOf(candidates: readonly Candidate[], minimumPeers: number): Cohort {
  const bySegment = groupBy(candidates, (candidate) => candidate.segment);
  const segments = new Map<string, PeerGroup>();
  for (const [segment, members] of bySegment) if (segment !== null) segments.set(segment, new PeerGroup(members));
  return { segments, roleWide: new PeerGroup(candidates), minimumPeers };
}

/** A rep to be compared: the observations by segment; one without any is compared in the own segment. */
export interface ComparedRep {
  readonly repId: string;
  readonly segment: string | null;
  readonly mix: readonly Pick<SegmentTally, 'segment' | 'size'>[];
}

type BenchmarkRule = Pick<MetricDefinition, 'segmentSensitive' | 'target'>;

/**
 * A rep's benchmark (metrics G6): the segments' leave-one-out medians in the proportions of the rep's own
 * observations. A segment with too few peers takes the role-wide median; where such segments hold over half, the
 * role-wide median (or, for a segment-sensitive metric, a target before it) holds for the whole.
 */
export function benchmarkFor(metric: BenchmarkRule, cohort: Cohort, rep: ComparedRep): Benchmark {
  return orTarget(metric, peersFor(cohort, rep));
}

/** The peers as the metric's benchmark, or its target where they are no peers to judge by. */
export function orTarget(metric: BenchmarkRule, peers: Benchmark): Benchmark {
  if (peers.kind === 'segment_peers') return peers;
  const target = againstTarget(metric);
  const [first, second] = metric.segmentSensitive ? [target, peers] : [peers, target];
  return first.kind === 'none' ? second : first;
}

/** The target alone; none where none is configured. */
export function againstTarget({ target }: Pick<MetricDefinition, 'target'>): Benchmark {
  return target === null ? NO_BENCHMARK : { ...NO_BENCHMARK, kind: 'target', median: target };
}

/** The peers of a rep, whatever the metric makes of role-wide ones; none where even those are too few. */
export function peersFor(cohort: Cohort, rep: ComparedRep): Benchmark {
  const roleWide = cohort.roleWide.without(rep.repId);
  const observed = rep.mix.filter((tally) => tally.size > 0);
  const shares = observed.length > 0 ? observed : [{ segment: rep.segment, size: 1 }];
  const parts = shares.map(({ segment, size }): PeerPart => {
    const peers = segment === null ? undefined : cohort.segments.get(segment)?.without(rep.repId);
    return peers !== undefined && peers.count >= cohort.minimumPeers
      ? { segment, peersOf: segment, peers, size }
      : { segment, peersOf: null, peers: roleWide, size };
  });
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  const thin = parts.reduce((sum, part) => sum + (part.peersOf === null ? part.size : 0), 0);
  if (thin * 2 <= total) return mixed('segment_peers', parts);
  if (roleWide.count < cohort.minimumPeers) return NO_BENCHMARK;
  return mixed(
    'role_peers',
    parts.map((part) => ({ ...part, peersOf: null, peers: roleWide })),
  );
}

function mixed(kind: BenchmarkKind, parts: readonly PeerPart[]): Benchmark {
  return {
    kind,
    median: mean(parts, (peers) => peers.median),
    peerCount: Math.min(...parts.map((part) => part.peers.count)),
    parts,
  };
}

/** The peers' pooled rate, mixed like the median; null against a target. */
export function pooledRateOf({ parts }: Pick<Benchmark, 'parts'>): Decimal | null {
  return mean(parts, (peers) => peers.pooledRate);
}

function mean(parts: readonly PeerPart[], pick: (peers: Peers) => Decimal | null): Decimal | null {
  const [only] = parts;
  if (only === undefined) return null;
  return parts.every((part) => part.peersOf === only.peersOf) ? pick(only.peers) : weightedMean(parts, pick);
}

function weightedMean(parts: readonly PeerPart[], pick: (peers: Peers) => Decimal | null): Decimal {
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  return parts
    .reduce((sum, { peers, size }) => sum.plus((pick(peers) ?? new Decimal(0)).times(size)), new Decimal(0))
    .div(total);
}

/** The disjoint groups among whom the rep is ranked: role-wide as soon as one part is. */
export function rankedAmong({ parts }: Benchmark): readonly Peers[] {
  const roleWide = parts.find((part) => part.peersOf === null);
  if (roleWide !== undefined) return [roleWide.peers];
  return [...new Map(parts.map((part) => [part.peersOf, part.peers])).values()];
}

/** How far the peers' values spread around their median, mixed like it; null without peers. */
export function spreadOf({ parts }: Benchmark): number | null {
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  if (total === 0) return null;
  return parts.reduce((sum, { peers, size }) => sum + ((peers.mad() ?? 0) * size) / total, 0);
}

/** True when the metric may be judged against this: not for want of peers, nor a segment-sensitive one role-wide. */
export function mayJudge(
  metric: Pick<MetricDefinition, 'segmentSensitive'>,
  { kind, median }: Pick<Benchmark, 'kind' | 'median'>,
): boolean {
  if (median === null || kind === 'none') return false;
  return !(metric.segmentSensitive && kind === 'role_peers');
}

/** The median or the pooled rate, whichever is kinder to the rep: a median of few peers is noisy itself. */
export function kinderOf(direction: Direction, benchmark: Benchmark): Decimal | null {
  const { median } = benchmark;
  const pooledRate = median && pooledRateOf(benchmark);
  if (median === null || pooledRate === null) return median;
  return direction === 'higher' ? Decimal.min(median, pooledRate) : Decimal.max(median, pooledRate);
}
