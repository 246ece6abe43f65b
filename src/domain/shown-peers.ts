import type { BenchmarkKind, Reading } from './metric.ts';

/** Fewer peers than this are never compared with: a rep could tell who they are. */
const LEAST_PEERS_SHOWN = 5;

export function arePeers(kind: BenchmarkKind): boolean {
  return kind === 'segment_peers' || kind === 'role_peers';
}

/** True where a comparison rests on so few peers that it is not shown. */
export function areTooFew({ benchmarkKind, peerCount }: Pick<Reading, 'benchmarkKind' | 'peerCount'>): boolean {
  return arePeers(benchmarkKind) && peerCount < LEAST_PEERS_SHOWN;
}
