import { isMajorityWorse, isOutlier, isRateCredible, robustZCut } from './credibility.ts';
import { Decimal } from './decimal.ts';
import { groupBy } from './group-by.ts';
import type { MeasuredSeries } from './measured-series.ts';
import { type ObservationGroup, totalOf } from './measured-series.ts';
import type { Direction, MetricDefinition } from './metric.ts';
import { type Benchmark, type Candidate, kinderOf, mayJudge, spreadOf } from './peer-benchmark.ts';
import { countWorse, PooledObservations } from './pooled-observations.ts';

/**
 * What the evidence window says of one series, before it is known on how many series the rep is judged. `judged`
 * false: shown, but there is nobody to compare it with.
 */
export type Finding =
  | {
      readonly kind: 'rate';
      readonly x: Decimal;
      readonly n: number;
      readonly against: Decimal | null;
      readonly judged: boolean;
    }
  | {
      readonly kind: 'majority';
      readonly worse: number;
      readonly n: number;
      /** Null where observations were compared with several medians. */
      readonly against: Decimal | null;
      readonly judged: boolean;
    }
  | { readonly kind: 'spread'; readonly mad: number; readonly peers: number }
  | { readonly kind: 'limit' };

/** T1: x of n against the kinder of the peers' median and pooled rate, or against the target. */
export function rateFinding(metric: MetricDefinition, series: MeasuredSeries, benchmark: Benchmark): Finding {
  const tallies = series.evidence.kind === 'tallies' ? series.evidence.tallies : [];
  const { numerator, size } = totalOf(tallies);
  return {
    kind: 'rate',
    x: numerator ?? new Decimal(0),
    n: size,
    against: kinderOf(metric.direction, benchmark),
    judged: mayJudge(metric, benchmark),
  };
}

/** T3: the spread of the peers' values, mixed like their median. */
export function spreadFinding(benchmark: Benchmark): Finding {
  return { kind: 'spread', mad: spreadOf(benchmark) ?? 0, peers: benchmark.peerCount };
}

/** Someone whose observations may be pooled. */
export interface Pooled extends Pick<Candidate, 'repId' | 'segment'> {
  readonly groups: readonly ObservationGroup[];
}

/** T2: everybody's observations of one metric, pooled on demand, and what they say of each rep's. */
export class ObservationPools {
  readonly #members: readonly Pooled[];
  readonly #minimumPeers: number;
  /** By segment, null role-wide, and group. */
  readonly #pools = new Map<string | null, ReadonlyMap<string, PooledObservations>>();

  /** @param members who qualifies as a peer, one entry a rep. */
  constructor(members: readonly Pooled[], minimumPeers: number) {
    this.#members = members;
    this.#minimumPeers = minimumPeers;
  }

  /**
   * How many of the rep's observations are worse than the peers' median of their segment and group. A group of which
   * too few peers have any is left out.
   */
  finding(metric: MetricDefinition, repId: string, groups: readonly ObservationGroup[], benchmark: Benchmark): Finding {
    let worse = 0;
    let n = 0;
    const medians = new Set<number>();
    for (const { segment, group, values } of groups) {
      const median = this.#against(repId, segment, group, benchmark);
      if (median === null) continue;
      medians.add(median);
      worse += countWorse(metric.direction, values, median);
      n += values.length;
    }
    const [only] = medians;
    const against = only !== undefined && medians.size === 1 ? new Decimal(only) : null;
    return { kind: 'majority', worse, n, against, judged: mayJudge(metric, benchmark) };
  }

  #against(repId: string, segment: string | null, group: string, benchmark: Benchmark): number | null {
    if (benchmark.kind === 'target') return benchmark.median?.toNumber() ?? null;
    const part = benchmark.parts.find((one) => one.segment === segment);
    if (part === undefined) return null;
    const pool = this.#poolsOf(part.peersOf).get(group);
    if (pool === undefined || (group !== '' && pool.peersOf(repId) < this.#minimumPeers)) return null;
    return pool.medianWithout(repId);
  }

  #poolsOf(segment: string | null): ReadonlyMap<string, PooledObservations> {
    const known = this.#pools.get(segment);
    if (known !== undefined) return known;
    const peers = segment === null ? this.#members : this.#members.filter((member) => member.segment === segment);
    const isPooled = (one: ObservationGroup) => one.values.length > 0 && (segment === null || one.segment === segment);
    const observed = peers.flatMap(({ repId, groups }) =>
      [...groupBy(groups.filter(isPooled), ({ group }) => group)].map(([group, parts]) => {
        return { group, repId, values: parts.flatMap(({ values }) => values) };
      }),
    );
    const pools = new Map(
      [...groupBy(observed, ({ group }) => group)].map(([group, members]) => [group, new PooledObservations(members)]),
    );
    this.#pools.set(segment, pools);
    return pools;
  }
}

/** What of a draft decides whether it is credible, in doubles: many drafts wait for the rest of their rep's. */
export type Weighed =
  | {
      readonly kind: 'rate';
      readonly direction: Direction;
      readonly x: number;
      readonly n: number;
      readonly against: number;
    }
  | { readonly kind: 'majority'; readonly worse: number; readonly n: number }
  | { readonly kind: 'spread'; readonly gap: number | null; readonly mad: number; readonly peers: number }
  | { readonly kind: 'limit'; readonly material: boolean }
  /** There is nobody to hold it against. */
  | { readonly kind: 'unjudged' };

const UNJUDGED: Weighed = { kind: 'unjudged' };
const LIMIT_MET: Weighed = { kind: 'limit', material: true };
const LIMIT_MISSED: Weighed = { kind: 'limit', material: false };

export function weighed(
  finding: Finding,
  { direction, gap, material }: { direction: Direction; gap: Decimal | null; material: boolean },
): Weighed {
  switch (finding.kind) {
    case 'rate': {
      const { x, n, against, judged } = finding;
      if (!judged || against === null) return UNJUDGED;
      return { kind: 'rate', direction, x: x.toNumber(), n, against: against.toNumber() };
    }
    case 'majority':
      return finding.judged ? { kind: 'majority', worse: finding.worse, n: finding.n } : UNJUDGED;
    case 'spread':
      return { kind: 'spread', gap: gap?.toNumber() ?? null, mad: finding.mad, peers: finding.peers };
    case 'limit':
      return material ? LIMIT_MET : LIMIT_MISSED;
  }
}

/**
 * True when what was found is beyond chance. Rates and observations are held against the critical value of the rep's
 * run, null when nothing of the rep is measurable; one number a rep against a cut of its own, and a limit against
 * nothing more.
 */
export function isCredible(found: Weighed, z: number | null): boolean {
  switch (found.kind) {
    case 'rate':
      return z !== null && isRateCredible(found.direction, found, found.against, z);
    case 'majority':
      return z !== null && isMajorityWorse(found.worse, found.n, z);
    case 'spread':
      return found.gap !== null && isOutlier(found.gap, found.mad, found.peers);
    case 'limit':
      return found.material;
    case 'unjudged':
      return false;
  }
}

/** The finding as a reading keeps it. */
export function keptEvidence(finding: Finding): {
  readonly numerator: Decimal | null;
  readonly size: number | null;
  readonly benchmark: Decimal | null;
} {
  switch (finding.kind) {
    case 'rate':
      return { numerator: finding.x, size: finding.n, benchmark: finding.against };
    case 'majority':
      return { numerator: new Decimal(finding.worse), size: finding.n, benchmark: finding.against };
    case 'spread':
    case 'limit':
      return { numerator: null, size: null, benchmark: null };
  }
}

/** The critical value that what was found is held against: the run's, except that a robust z has its own. */
export function criticalValue(found: Weighed, z: number | null): number | null {
  return found.kind === 'spread' ? robustZCut(found.peers) : z;
}
