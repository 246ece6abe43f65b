/**
 * The observations of a group of reps, sorted once; the median that any of them sees without its own observations
 * (leave-one-out) then costs a few look-ups a rep.
 */
export class PooledObservations {
  readonly #sorted: Float64Array;
  readonly #ownOf: ReadonlyMap<string, Float64Array>;

  /** @param members one entry a rep. */
  constructor(members: readonly { readonly repId: string; readonly values: readonly number[] }[]) {
    this.#ownOf = new Map(members.map(({ repId, values }) => [repId, new Float64Array(values).sort()]));
    this.#sorted = new Float64Array(members.reduce((total, { values }) => total + values.length, 0));
    let filled = 0;
    for (const own of this.#ownOf.values()) {
      this.#sorted.set(own, filled);
      filled += own.length;
    }
    this.#sorted.sort();
  }

  /** How many reps have observations, without the given one. */
  peersOf(repId: string): number {
    return this.#ownOf.size - (this.#ownOf.has(repId) ? 1 : 0);
  }

  /** percentile_cont(0.5) of everybody's observations but the rep's own; null when there are none. */
  medianWithout(repId: string): number | null {
    const own = this.#ownOf.get(repId) ?? new Float64Array();
    const count = this.#sorted.length - own.length;
    if (count === 0) return null;
    const removed = this.#positionsOf(own);
    const at = (index: number) => this.#sorted[skipping(removed, index)] ?? Number.NaN;
    return (at(Math.floor((count - 1) / 2)) + at(Math.ceil((count - 1) / 2))) / 2;
  }

  /** Where the values, sorted, stand among all: equal ones take equal places one after another. */
  #positionsOf(own: Float64Array): number[] {
    const positions: number[] = [];
    let runStart = 0;
    for (let index = 0; index < own.length; index += 1) {
      const value = own[index] ?? 0;
      if (value !== own[index - 1]) runStart = index;
      positions.push(this.#firstAtLeast(value) + index - runStart);
    }
    return positions;
  }

  #firstAtLeast(value: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The position of the n-th element once the given positions, in ascending order, are taken out. */
function skipping(removed: readonly number[], n: number): number {
  let position = n;
  for (const gone of removed) {
    if (gone > position) break;
    position += 1;
  }
  return position;
}

/** What counts as equal when an observation is compared with a median. */
const TOLERANCE = 1e-9;

/** How many observations are strictly worse than the median. */
export function countWorse(direction: 'higher' | 'lower', values: readonly number[], median: number): number {
  const sign = direction === 'higher' ? 1 : -1;
  return values.reduce((count, value) => (sign * (median - value) > TOLERANCE ? count + 1 : count), 0);
}
