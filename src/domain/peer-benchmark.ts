import { PeerGroup, type Peers, type PeerValue } from './benchmark.ts';
import { Decimal } from './decimal.ts';
import { groupBy } from './group-by.ts';
import type { SegmentTally } from './measured-series.ts';
import type { BenchmarkKind, Direction, MetricDefinition } from './metric.ts';

/** Fewer peers than this are no benchmark. */
export const MINIMUM_PEERS = 5;

/** A rep measured well enough to be somebody's peer. `segment`: the rep's own. */
export interface Candidate extends PeerValue {
  readonly segment: string | null;
}

/** Everybody measured in one metric, dimension and window, by segment and role-wide. */
export interface Cohort {
  readonly segments: ReadonlyMap<string, PeerGroup>;
  readonly roleWide: PeerGroup;
}

/** What one rep is compared with. */
export interface Benchmark {
  readonly kind: BenchmarkKind;
  readonly median: Decimal | null;
  /** The peers' pooled rate, mixed like the median; null against a target. */
  readonly pooledRate: Decimal | null;
  /** The smallest peer group used; 0 where none is. */
  readonly peerCount: number;
  /** The groups used, disjoint: the rep's rank is among all of them. */
  readonly groups: readonly Peers[];
}

const NO_BENCHMARK: Benchmark = { kind: 'none', median: null, pooledRate: null, peerCount: 0, groups: [] };

/** Groups the measured reps once, for everybody's benchmark. */
export function cohortOf(candidates: readonly Candidate[]): Cohort {
  const bySegment = groupBy(candidates, (candidate) => candidate.segment);
  const segments = new Map<string, PeerGroup>();
  for (const [segment, members] of bySegment) if (segment !== null) segments.set(segment, new PeerGroup(members));
  return { segments, roleWide: new PeerGroup(candidates) };
}

/**
 * A rep's benchmark (metrics G6): the segments' leave-one-out medians in the proportions of the rep's own
 * observations. A segment with too few peers takes the role-wide median; where such segments hold over half, the
 * role-wide median (or, for a segment-sensitive metric, a target before it) holds for the whole.
 * @param mix the rep's observations by segment; a rep without any is compared in the own segment.
 */
export function benchmarkFor(
  metric: Pick<MetricDefinition, 'segmentSensitive' | 'target'>,
  cohort: Cohort,
  rep: { readonly repId: string; readonly segment: string | null; readonly mix: readonly SegmentTally[] },
): Benchmark {
  const roleWide = cohort.roleWide.without(rep.repId);
  const observed = rep.mix.filter((tally) => tally.size > 0);
  const shares = observed.length > 0 ? observed : [{ segment: rep.segment, size: 1 }];
  const parts = shares.map(({ segment, size }) => {
    const peers = segment === null ? undefined : cohort.segments.get(segment)?.without(rep.repId);
    const enough = peers !== undefined && peers.count >= MINIMUM_PEERS;
    return { size, enough, peers: enough ? peers : roleWide };
  });
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  const thin = parts.reduce((sum, part) => sum + (part.enough ? 0 : part.size), 0);
  if (thin * 2 > total) return forThinSegments(metric, roleWide);
  const mixed = (pick: (peers: Peers) => Decimal | null) =>
    parts.reduce((sum, { peers, size }) => sum.plus((pick(peers) ?? new Decimal(0)).times(size)), new Decimal(0));
  return {
    kind: 'segment_peers',
    median: mixed((peers) => peers.median).div(total),
    pooledRate: mixed((peers) => peers.pooledRate).div(total),
    peerCount: Math.min(...parts.map((part) => part.peers.count)),
    groups: thin > 0 ? [roleWide] : parts.map((part) => part.peers),
  };
}

function forThinSegments(metric: Pick<MetricDefinition, 'segmentSensitive' | 'target'>, roleWide: Peers): Benchmark {
  const target: Benchmark | null = metric.target && { ...NO_BENCHMARK, kind: 'target', median: metric.target };
  const peers: Benchmark | null =
    roleWide.count < MINIMUM_PEERS
      ? null
      : {
          kind: 'role_peers',
          median: roleWide.median,
          pooledRate: roleWide.pooledRate,
          peerCount: roleWide.count,
          groups: [roleWide],
        };
  return (metric.segmentSensitive ? (target ?? peers) : (peers ?? target)) ?? NO_BENCHMARK;
}

/** True when the metric may be judged against this: not for want of peers, nor a segment-sensitive one role-wide. */
export function mayJudge(metric: Pick<MetricDefinition, 'segmentSensitive'>, benchmark: Benchmark): boolean {
  if (benchmark.kind === 'none') return false;
  return !(metric.segmentSensitive && benchmark.kind === 'role_peers');
}

/** The median or the pooled rate, whichever is kinder to the rep: a median of few peers is noisy itself. */
export function kinderOf(direction: Direction, benchmark: Benchmark): Decimal | null {
  const { median, pooledRate } = benchmark;
  if (median === null || pooledRate === null) return median;
  return direction === 'higher' ? Decimal.min(median, pooledRate) : Decimal.max(median, pooledRate);
}
