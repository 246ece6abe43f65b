import type { Metric } from './metrics/metric.ts';
import type { Rep } from './run.ts';
import type { Series } from './series.ts';

const LEAST_PEERS = 5;

/** A rep's series in one window, and what keeps it from being measured, if anything. */
export interface Qualified {
  readonly rep: Rep;
  readonly series: Series;
  readonly status: string | null;
}

export interface Compared {
  readonly kind: string;
  readonly benchmark: number | null;
  readonly peerCount: number;
  /** Those behind the benchmark. */
  readonly peers: readonly Qualified[];
}

/** Everybody else of the role who is measured, not ramping and was there. */
export function peersOf(all: readonly Qualified[], rep: Rep): Qualified[] {
  return all.filter((one) => one.rep !== rep && one.status === null && !one.rep.ramping);
}

/**
 * A number of peers, segment by segment in the proportions of the rep's own observations; role-wide where a segment
 * has too few, and altogether where that holds for more than half.
 */
export function blend(
  { metric, dimension }: { readonly metric: Metric; readonly dimension: string },
  rep: Rep,
  { sizes }: Series,
  peers: readonly Qualified[],
  numberOf: (peers: readonly Qualified[]) => number,
): Compared {
  const target: Compared =
    metric.target === undefined
      ? { kind: 'none', benchmark: null, peerCount: 0, peers: [] }
      : { kind: 'target', benchmark: metric.target, peerCount: 0, peers: [] };
  if (peers.length < LEAST_PEERS) return target;
  if (metric.cohorts === true && dimension !== 'all') {
    return { kind: 'segment_peers', benchmark: numberOf(peers), peerCount: peers.length, peers };
  }
  const parts = sizes === undefined || sizes.size === 0 ? new Map([[rep.segment, 1]]) : sizes;
  let total = 0;
  let thin = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  const used = new Set<Qualified>();
  for (const [segment, size] of parts) {
    const own = peers.filter((peer) => segment !== null && peer.rep.segment === segment);
    const its = own.length >= LEAST_PEERS ? own : peers;
    if (its === peers) thin += size;
    total += size;
    sum += size * numberOf(its);
    least = Math.min(least, its.length);
    for (const peer of its) used.add(peer);
  }
  if (thin * 2 <= total) return { kind: 'segment_peers', benchmark: sum / total, peerCount: least, peers: [...used] };
  if (metric.segmentSensitive === true && metric.target !== undefined) return target;
  return { kind: 'role_peers', benchmark: numberOf(peers), peerCount: peers.length, peers };
}
