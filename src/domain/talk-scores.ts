import { isMeasured, type Measured } from './compare-with-peers.ts';
import { Decimal } from './decimal.ts';
import { groupBy } from './group-by.ts';
import type { ObservationGroup } from './measured-series.ts';
import type { MetricDefinition } from './metric.ts';
import { PooledObservations } from './pooled-observations.ts';
import { talkScore } from './skill-gap.ts';

/** Who counts as a peer, and what scores nothing. */
export interface TalkScoring {
  /** Calls of a type of which fewer peers have any are not scored. */
  readonly minimumPeers: number;
  readonly worstExcess: number;
}

type GroupsOf = (one: Measured) => readonly ObservationGroup[];

/**
 * Talk ratios as scores: each call against the peers' median of its type, in the same window, the rep's own left out.
 * @param measured series whose observations are ratios, one entry a rep.
 */
export function asTalkScores(
  metric: MetricDefinition,
  measured: readonly Measured[],
  scoring: TalkScoring,
): Measured[] {
  const peers = measured.filter((one) => isMeasured(metric, one));
  const ownScores = scorer(peers, ownGroups, scoring);
  const evidenceScores = scorer(peers, evidenceGroups, scoring);
  return measured.map((one) => {
    const own = ownScores(one);
    const scores = own.flatMap((group) => group.values);
    // In order of size: doubles add up differently in another order, and calls come in any.
    const total = new Decimal(scores.toSorted((a, b) => a - b).reduce((sum, score) => sum + score, 0));
    return {
      rep: one.rep,
      series: {
        ...one.series,
        own: [
          { segment: one.rep.segment, numerator: total, denominator: new Decimal(scores.length), size: scores.length },
        ],
        ownObservations: own,
        evidence: { kind: 'observations', groups: evidenceScores(one) },
      },
    };
  });
}

const ownGroups: GroupsOf = ({ series }) => series.ownObservations ?? [];

const evidenceGroups: GroupsOf = ({ series }) => {
  return series.evidence.kind === 'observations' ? series.evidence.groups : [];
};

/** The ratios of all peers by call type, and with them everybody's scores. */
function scorer(
  peers: readonly Measured[],
  groupsOf: GroupsOf,
  { minimumPeers, worstExcess }: TalkScoring,
): (one: Measured) => ObservationGroup[] {
  const ratios = peers.flatMap((one) => groupsOf(one).map((group) => ({ repId: one.rep.repId, ...group })));
  const pools = new Map(
    [...groupBy(ratios, ({ group }) => group)].map(([type, members]) => [type, new PooledObservations(members)]),
  );
  return (one) =>
    groupsOf(one).flatMap((group) => {
      const pool = pools.get(group.group);
      const median = pool?.medianWithout(one.rep.repId) ?? null;
      if (pool === undefined || median === null || pool.peersOf(one.rep.repId) < minimumPeers) return [];
      return [{ ...group, values: group.values.map((ratio) => talkScore(ratio, median, worstExcess)) }];
    });
}
