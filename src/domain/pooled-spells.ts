import type { Spell } from './kaplan-meier.ts';

/**
 * The spells of a group of reps, sorted once; the Kaplan-Meier median that any of them sees without its own spells
 * (leave-one-out) then costs a few look-ups a rep. Between two of the rep's own durations a constant number of spells is
 * missing from those at risk, so the estimate falls there as the running product for that number does.
 */
export class PooledSpells {
  readonly #ownOf: ReadonlyMap<string, readonly Spell[]>;
  /** Durations at which spells ended, ascending; how many did, and how many lasted at least as long. */
  readonly #times: Float64Array;
  readonly #ended: Float64Array;
  readonly #atRisk: Float64Array;
  /** By the number of spells that are missing: the estimate after each of the times, 1 before the first. */
  readonly #surviving = new Map<number, Float64Array>();

  /** @param members one entry a rep; those without spells do not count. */
  constructor(members: readonly { readonly repId: string; readonly spells: readonly Spell[] }[]) {
    const observed = members.filter(({ spells }) => spells.length > 0);
    this.#ownOf = new Map(observed.map(({ repId, spells }) => [repId, spells.toSorted(byDuration)]));
    const all = Float64Array.from(observed.flatMap(({ spells }) => spells.map(({ duration }) => duration))).sort();
    const ends = Float64Array.from(
      observed.flatMap(({ spells }) => spells.filter(({ ended }) => ended).map(({ duration }) => duration)),
    ).sort();
    this.#times = ends.filter((time, index) => time !== ends[index - 1]);
    this.#ended = this.#times.map((time) => firstAtLeast(ends, time, true) - firstAtLeast(ends, time));
    this.#atRisk = this.#times.map((time) => all.length - firstAtLeast(all, time));
  }

  /** How many reps have spells, without the given one. */
  peersOf(repId: string): number {
    return this.#ownOf.size - (this.#ownOf.has(repId) ? 1 : 0);
  }

  /** The median of everybody's spells but the rep's own, in their unit; null where the estimate never falls to a half. */
  medianWithout(repId: string): number | null {
    const own = this.#ownOf.get(repId) ?? [];
    let surviving = 1;
    let next = 0;
    for (let first = 0; first < own.length; ) {
      const duration = own[first]?.duration ?? 0;
      const missing = own.length - first;
      const until = firstAtLeast(this.#times, duration);
      const reached = this.#halvedIn(next, until, missing, surviving);
      if (reached !== null) return reached;
      surviving *= this.#fall(next, until, missing);
      let ownEnded = 0;
      do {
        if (own[first]?.ended === true) ownEnded += 1;
        first += 1;
      } while (own[first]?.duration === duration);
      next = until;
      if (this.#times[until] !== duration) continue;
      next += 1;
      const ended = (this.#ended[until] ?? 0) - ownEnded;
      if (ended === 0) continue;
      surviving *= 1 - ended / ((this.#atRisk[until] ?? 0) - missing);
      if (surviving <= HALF) return duration;
    }
    return this.#halvedIn(next, this.#times.length, 0, surviving);
  }

  /** The first of the times `[from, until)` by which a half is left, of what survived before them. */
  #halvedIn(from: number, until: number, missing: number, surviving: number): number | null {
    if (from >= until) return null;
    const estimate = this.#survivingWithout(missing);
    const half = (HALF / surviving) * (estimate[from] ?? 1);
    if ((estimate[until] ?? 1) > half) return null;
    let [low, high] = [from, until - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((estimate[middle + 1] ?? 1) > half) low = middle + 1;
      else high = middle;
    }
    return this.#times[low] ?? null;
  }

  /** What share survives the times `[from, until)`. */
  #fall(from: number, until: number, missing: number): number {
    if (from >= until) return 1;
    const estimate = this.#survivingWithout(missing);
    return (estimate[until] ?? 1) / (estimate[from] ?? 1);
  }

  #survivingWithout(missing: number): Float64Array {
    const known = this.#surviving.get(missing);
    if (known !== undefined) return known;
    const estimate = new Float64Array(this.#times.length + 1).fill(1);
    for (let index = 0; index < this.#times.length; index += 1) {
      const atRisk = (this.#atRisk[index] ?? 0) - missing;
      // Where nobody is left at risk, nobody who misses that many looks.
      const share = atRisk > 0 ? 1 - (this.#ended[index] ?? 0) / atRisk : 0;
      estimate[index + 1] = (estimate[index] ?? 1) * Math.max(0, share);
    }
    this.#surviving.set(missing, estimate);
    return estimate;
  }
}

/** Half of them, whatever the product's last digits say. */
const HALF = 0.5 + 1e-9;

function byDuration(a: Spell, b: Spell): number {
  return a.duration - b.duration;
}

/** The first position whose value is at least the given one, or beyond it. */
function firstAtLeast(sorted: Float64Array, value: number, beyond = false): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle] ?? 0;
    if (beyond ? found <= value : found < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
