import type { Thresholds } from '../catalog/thresholds.ts';
import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { kaplanMeierMedian, type Spell } from '../domain/kaplan-meier.ts';
import { isPoorQuality, type MeasuredSeries, type RowQuality } from '../domain/measured-series.ts';
import { inSegment, type MetricDefinition } from '../domain/metric.ts';
import { PooledSpells } from '../domain/pooled-spells.ts';
import type { MetricRequest, RepToMeasure } from './measure.ts';
import type { SpellRow } from './stage-history.ts';

/*
 * Stage velocity. A rep's spells are held against m, the Kaplan-Meier median of the peers' spells in the same segment;
 * the value is the share that lasted longer. Only spells that could have lasted m by now are decided, so that among
 * level reps the share is a half.
 */

/** A spell in days, with what tells when it can be decided and whether it changed in the last week. */
interface DatedSpell extends Spell {
  readonly sinceEntry: number;
  readonly beforeWeek: number;
  readonly changedInWeek: boolean;
}

/** A rep's spells in one stage, by the segment of the deal. */
interface SpellsOfRep {
  readonly rep: RepToMeasure;
  readonly segments: readonly { readonly segment: string; readonly spells: readonly DatedSpell[] }[];
}

/** Whom a segment's spells are held against. */
interface Against {
  readonly median: number | null;
  readonly peers: number;
  readonly isRoleWide: boolean;
}

interface HeldAgainst extends Against {
  readonly segment: string;
  readonly spells: readonly DatedSpell[];
  readonly decided: readonly DatedSpell[];
  readonly slow: number;
}

const SECONDS_A_DAY = 86_400;
const LEVEL = new Decimal('0.5');

/** One series a rep and stage. @param quality of the rows of the cohort, by rep_id: with poor ones nobody is a peer. */
export function stageVelocities(
  wanted: MetricRequest,
  rows: readonly SpellRow[],
  quality: ReadonlyMap<string, RowQuality>,
  thresholds: Thresholds,
): MeasuredSeries[] {
  const series: MeasuredSeries[] = [];
  for (const { stage, found, pools } of stagesOf(wanted, rows, quality, thresholds)) {
    for (const one of found) series.push(seriesOf(String(stage), one, pools));
  }
  return series;
}

/** What one rep's spells are held against, in days, by stage and segment ("2 enterprise"). */
export function spellMedians(
  wanted: MetricRequest,
  rows: readonly SpellRow[],
  quality: ReadonlyMap<string, RowQuality>,
  thresholds: Thresholds,
  repId: string,
): Map<string, number | null> {
  const medians = new Map<string, number | null>();
  for (const { stage, found, pools } of stagesOf(wanted, rows, quality, thresholds)) {
    const own = found.filter(({ rep }) => rep.repId === repId).flatMap(({ segments }) => segments);
    for (const { segment, median } of heldAgainst(repId, own, pools)) medians.set(`${stage} ${segment}`, median);
  }
  return medians;
}

interface StageSpells {
  readonly stage: number;
  readonly found: readonly SpellsOfRep[];
  readonly pools: PeerPools;
}

/** One after the other: the spells of a stage and what is derived of them take more memory than all else of a run. */
function* stagesOf(
  { metric, reps }: MetricRequest,
  rows: readonly SpellRow[],
  quality: ReadonlyMap<string, RowQuality>,
  thresholds: Thresholds,
): Generator<StageSpells> {
  const repOf = new Map(reps.map((rep) => [rep.repId, rep]));
  for (const [stage, ofStage] of groupBy(rows, (row) => row.stage)) {
    const found = [...groupBy(ofStage, (row) => row.repId)].flatMap(([repId, ofRep]): SpellsOfRep[] => {
      const rep = repOf.get(repId);
      return rep === undefined
        ? []
        : [{ rep, segments: ofRep.map((row) => ({ segment: row.segment, spells: spellsOf(row) })) }];
    });
    const pools = new PeerPools(
      found.filter((one) => isPeer(metric, one, quality.get(one.rep.repId), thresholds)),
      thresholds.roles[metric.role].minimumPeers,
    );
    yield { stage, found, pools };
  }
}

function spellsOf(row: SpellRow): DatedSpell[] {
  const days = (seconds: number | undefined) => (seconds ?? 0) / SECONDS_A_DAY;
  return row.seconds.map((seconds, place) => ({
    duration: days(seconds),
    ended: row.ended[place] ?? false,
    sinceEntry: days(row.secondsSinceEntry[place]),
    beforeWeek: days(row.secondsBeforeWeek[place]),
    changedInWeek: row.changedInWeek[place] ?? false,
  }));
}

function isPeer(
  metric: MetricDefinition,
  { rep, segments }: SpellsOfRep,
  quality: RowQuality | undefined,
  { excludedShare }: Thresholds,
): boolean {
  if (rep.isRamping || rep.own.onLeave || rep.isTied) return false;
  if (quality !== undefined && isPoorQuality(quality, excludedShare)) return false;
  return count(segments) >= inSegment(metric, rep.segment).minimumSample;
}

function count(segments: SpellsOfRep['segments']): number {
  return segments.reduce((sum, { spells }) => sum + spells.length, 0);
}

/** The peers' spells of one stage, by the peers' segment and all together. */
class PeerPools {
  readonly #segments: ReadonlyMap<string | null, PooledSpells>;
  readonly #roleWide: PooledSpells;
  readonly #minimumPeers: number;

  constructor(peers: readonly SpellsOfRep[], minimumPeers: number) {
    this.#minimumPeers = minimumPeers;
    const pooled = (members: readonly SpellsOfRep[], of: (segment: string) => boolean) =>
      new PooledSpells(
        members.map(({ rep, segments }) => ({
          repId: rep.repId,
          spells: segments.filter(({ segment }) => of(segment)).flatMap(({ spells }) => spells),
        })),
      );
    this.#roleWide = pooled(peers, () => true);
    this.#segments = new Map(
      [...groupBy(peers, ({ rep }) => rep.segment)].map(([own, members]) => [
        own,
        pooled(members, (segment) => segment === own),
      ]),
    );
  }

  roleWide(repId: string): Against {
    const peers = this.#roleWide.peersOf(repId);
    const isEnough = peers >= this.#minimumPeers;
    return { median: isEnough ? this.#roleWide.medianWithout(repId) : null, peers, isRoleWide: true };
  }

  inSegment(repId: string, segment: string): Against {
    const pool = this.#segments.get(segment);
    const peers = pool?.peersOf(repId) ?? 0;
    if (pool === undefined || peers < this.#minimumPeers) return this.roleWide(repId);
    return { median: pool.medianWithout(repId), peers, isRoleWide: false };
  }
}

function seriesOf(dimension: string, { rep, segments }: SpellsOfRep, pools: PeerPools): MeasuredSeries {
  const parts = heldAgainst(rep.repId, segments, pools);
  const known = parts.filter((part) => part.median !== null);
  const [only = null, ...others] = new Set(known.map((part) => part.median));
  const isOne = others.length === 0;
  const isRoleWide = parts.every((part) => part.isRoleWide);
  const spells = segments.flatMap((one) => one.spells);
  return {
    repId: rep.repId,
    dimension,
    own: parts.map(({ segment, slow, decided }) => ({
      segment,
      numerator: new Decimal(slow),
      denominator: new Decimal(decided.length),
      size: decided.length,
    })),
    evidence: {
      kind: 'counted',
      worse: parts.reduce((sum, part) => sum + part.slow, 0),
      size: parts.reduce((sum, part) => sum + part.decided.length, 0),
      against: isOne && only !== null ? new Decimal(only) : null,
    },
    benchmark:
      known.length === 0
        ? { kind: 'none', value: null, peerCount: 0 }
        : {
            kind: isRoleWide ? 'role_peers' : 'segment_peers',
            value: LEVEL,
            peerCount: Math.min(...known.map((part) => part.peers)),
          },
    newEvidence: parts.reduce((sum, part) => sum + part.spells.filter((spell) => isNews(spell, part.median)).length, 0),
    companions: {
      median_days: kaplanMeierMedian(spells),
      peer_median_days: isOne ? only : mixedMedian(known),
      max_follow_up_days: Math.max(...spells.map(({ duration }) => duration)),
    },
  };
}

/** Each segment against its own peers; all of them role-wide where segments with too few peers hold over half. */
function heldAgainst(repId: string, segments: SpellsOfRep['segments'], pools: PeerPools): HeldAgainst[] {
  const hold = (against: (segment: string) => Against) =>
    segments.map(({ segment, spells }): HeldAgainst => {
      const found = against(segment);
      const decided = spells.filter((spell) => isDecided(spell, found.median));
      const slow = decided.filter((spell) => isSlow(spell, found.median)).length;
      return { ...found, segment, spells, decided, slow };
    });
  const parts = hold((segment) => pools.inSegment(repId, segment));
  const size = (some: readonly HeldAgainst[]) => some.reduce((sum, { decided }) => sum + decided.length, 0);
  const thin = parts.filter((part) => part.isRoleWide);
  return size(thin) * 2 > size(parts) ? hold(() => pools.roleWide(repId)) : parts;
}

/** Entered at least m ago, and seen for m or until it ended. */
export function isDecided(
  { duration, ended, sinceEntry }: Spell & Pick<DatedSpell, 'sinceEntry'>,
  m: number | null,
): boolean {
  return m !== null && sinceEntry >= m && (ended || duration >= m);
}

export function isSlow({ duration }: Pick<Spell, 'duration'>, m: number | null): boolean {
  return m !== null && duration > m;
}

/** Entered, left or grown past m in the last week. */
function isNews(spell: DatedSpell, m: number | null): boolean {
  return spell.changedInWeek || (m !== null && spell.beforeWeek <= m && spell.duration > m);
}

/** In the proportions of what was decided. */
function mixedMedian(parts: readonly HeldAgainst[]): number {
  const sizes = parts.map(({ decided, spells }) => ({ decided: decided.length, held: spells.length }));
  const total = sizes.reduce((sum, { decided }) => sum + decided, 0);
  const weights = sizes.map(({ decided, held }) => (total > 0 ? decided : held));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  return parts.reduce((sum, { median }, index) => sum + ((median ?? 0) * (weights[index] ?? 0)) / weight, 0);
}
