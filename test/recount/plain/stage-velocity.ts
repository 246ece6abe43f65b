import { DAY_MS, shiftInstant } from './dates.ts';
import { repsAt } from './people.ts';
import { instantWithin, isAway, lastWeek, midnight, type Rep, type Run, type Span } from './run.ts';
import type { Measure, Series } from './series.ts';
import { daysAt, type Spell, spellsOfOwner } from './spells.ts';
import { kaplanMeierMedian } from './statistics.ts';

function spellsOf(run: Run, rep: Rep, span: Span, stage: number): Spell[] {
  return spellsOfOwner(run, rep.id).filter(
    (spell) => spell.stage === stage && instantWithin(run, spell.enteredAt, span),
  );
}

function medianOf(spells: readonly Spell[]): number | null {
  return kaplanMeierMedian(spells.map((spell) => ({ length: spell.days, ended: spell.endedAt !== null })));
}

/** Peers with eight spells in the stage, each with its own. */
function peersWith(run: Run, rep: Rep, span: Span, stage: number): { rep: Rep; spells: Spell[] }[] {
  const peers: { rep: Rep; spells: Spell[] }[] = [];
  for (const other of repsAt(run)) {
    if (other.role !== rep.role || other.id === rep.id || other.ramping || other.tied) continue;
    const its = { start: other.stintStart > span.start ? other.stintStart : span.start, end: span.end };
    if (isAway(run, other, its)) continue;
    const spells = spellsOf(run, other, its, stage);
    if (spells.length >= 8) peers.push({ rep: other, spells });
  }
  return peers;
}

/** What a spell is compared with, segment by segment; `whole`: for all of them the role's. */
interface Yardstick {
  readonly whole: boolean;
  readonly peerCount: number;
  readonly medianFor: (segment: string) => number | null;
  readonly blended: number | null;
}

function yardstick(
  run: Run,
  rep: Rep,
  spells: readonly Spell[],
  peers: { rep: Rep; spells: Spell[] }[],
): Yardstick | null {
  if (peers.length < 5) return null;
  const roleMedian = medianOf(peers.flatMap((peer) => peer.spells));
  const ofSegment = (segment: string) => peers.filter((peer) => peer.rep.segment === segment);
  const medians = new Map<string, number | null>();
  for (const segment of new Set([rep.segment ?? '', ...spells.map((spell) => spell.segment)])) {
    const own = ofSegment(segment);
    const pool = own.flatMap((peer) => peer.spells.filter((spell) => spell.segment === segment));
    medians.set(segment, own.length < 5 ? roleMedian : medianOf(pool));
  }
  const medianFor = (segment: string) => medians.get(segment) ?? null;
  const decidable = spells.filter((spell) => isDecidable(run, spell, medianFor(spell.segment)));
  const segments = decidable.length === 0 ? [rep.segment ?? ''] : decidable.map((spell) => spell.segment);
  const thin = segments.filter((segment) => ofSegment(segment).length < 5).length;
  if (thin * 2 > segments.length) {
    return { whole: true, peerCount: peers.length, medianFor: () => roleMedian, blended: roleMedian };
  }
  const counts = [...segments, ...spells.map((spell) => spell.segment)]
    .map((segment) => ofSegment(segment).length)
    .map((count) => (count < 5 ? peers.length : count));
  const found = segments.map(medianFor);
  const known = found.filter((median) => median !== null);
  const blended = known.length < found.length ? null : known.reduce((sum, median) => sum + median, 0) / known.length;
  return { whole: false, peerCount: Math.min(...counts), medianFor, blended };
}

export const stageVelocity: Measure = (run, rep, span) => {
  const series = new Map<string, Series>();
  const own = spellsOfOwner(run, rep.id).filter((spell) => instantWithin(run, spell.enteredAt, span));
  for (const stage of new Set(own.map((spell) => spell.stage))) {
    const spells = own.filter((spell) => spell.stage === stage);
    const end = { start: windowStart(run, span), end: span.end };
    series.set(`${stage}`, velocityOf(run, span, spells, yardstick(run, rep, spells, peersWith(run, rep, end, stage))));
  }
  return series;
};

/** Of the cohort, whatever the rep's own stint. */
function windowStart(run: Run, span: Span): string {
  const start = new Date(Date.parse(`${run.t}T00:00:00Z`) - 180 * DAY_MS).toISOString().slice(0, 10);
  return start < span.start ? start : span.start;
}

/** Old enough to tell, and not taken away before. */
function isDecidable(run: Run, spell: Spell, m: number | null): boolean {
  if (m === null || spell.enteredAt > shiftInstant(midnight(run, run.t), -m * DAY_MS)) return false;
  return spell.endedAt !== null || spell.days >= m;
}

function velocityOf(run: Run, span: Span, spells: readonly Spell[], measure: Yardstick | null): Series {
  let slow = 0;
  let decidable = 0;
  let newEvidence = 0;
  const used = new Set<number>();
  const medians: number[] = [];
  const sizes = new Map<string, number>();
  for (const spell of spells) {
    const m = measure?.medianFor(spell.segment) ?? null;
    const entered = instantWithin(run, spell.enteredAt, lastWeek(span));
    const left = spell.endedAt !== null && instantWithin(run, spell.endedAt, lastWeek(span));
    const before = daysAt(spell, midnight(run, lastWeek(span).start));
    const grown = m !== null && spell.endedAt === null && before <= m && spell.days > m;
    if (m !== null) used.add(m);
    if (entered || left || grown) newEvidence += 1;
    if (m === null || !isDecidable(run, spell, m)) continue;
    decidable += 1;
    medians.push(m);
    sizes.set(spell.segment, (sizes.get(spell.segment) ?? 0) + 1);
    if (spell.days > m) slow += 1;
  }
  const median = medianOf(spells);
  const longest = Math.max(...spells.map((spell) => spell.days));
  const m =
    medians.length > 0 ? medians.reduce((sum, one) => sum + one, 0) / medians.length : (measure?.blended ?? null);
  return {
    numerator: slow,
    denominator: decidable,
    size: decidable,
    value: decidable === 0 ? null : slow / decidable,
    newEvidence,
    sizes,
    fallen: { worse: slow, untied: decidable, versus: used.size === 1 ? ([...used][0] ?? null) : null },
    compared:
      measure === null || m === null
        ? { kind: 'none', benchmark: null, peerCount: 0 }
        : { kind: measure.whole ? 'role_peers' : 'segment_peers', benchmark: 0.5, peerCount: measure.peerCount },
    material: m !== null && (median ?? longest) / m >= 1.25 - 1e-9,
    companions: { median_days: median, peer_median_days: m, max_follow_up_days: longest },
  };
}
