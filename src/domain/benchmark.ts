import { Decimal } from './decimal.ts';
import { medianOf } from './theil-sen.ts';

/** What one rep brings to a peer group: the value, and the counts behind it for the pooled rate. */
export interface PeerValue {
  readonly repId: string;
  readonly value: Decimal;
  readonly numerator: Decimal;
  readonly size: number;
}

/** A peer group as one rep sees it: everybody in it but that rep. */
export interface Peers {
  readonly count: number;
  /** percentile_cont(0.5) of the peers' values; null without peers. */
  readonly median: Decimal | null;
  /** Sum of numerators over sum of sizes; null without observations. */
  readonly pooledRate: Decimal | null;
  /** Median absolute deviation of the peers' values from their median; null without peers. */
  mad(): number | null;
  /** How many peers' values are below the given one, and how many equal it. */
  rank(value: Decimal): { readonly below: number; readonly equal: number };
}

/**
 * A group of measured reps. Sorted once; what any one of them sees without itself (leave-one-out) then costs a
 * look-up, so a whole cohort is benchmarked in O(n log n).
 */
export class PeerGroup {
  readonly #sorted: readonly PeerValue[];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #numerator: Decimal;
  readonly #size: number;
  #doubles: Float64Array | null = null;

  /** @param members one entry a rep. */
  constructor(members: readonly PeerValue[]) {
    this.#sorted = members.toSorted((a, b) => a.value.cmp(b.value));
    this.#positions = new Map(this.#sorted.map((member, index) => [member.repId, index]));
    this.#numerator = members.reduce((sum, member) => sum.plus(member.numerator), new Decimal(0));
    this.#size = members.reduce((sum, member) => sum + member.size, 0);
  }

  /** The group without the rep, whether or not the rep is a member. */
  without(repId: string): Peers {
    const at = this.#positions.get(repId);
    const self = at === undefined ? undefined : this.#sorted[at];
    const count = this.#sorted.length - (self ? 1 : 0);
    const size = this.#size - (self?.size ?? 0);
    return {
      count,
      median: this.#medianWithout(at, count),
      mad: () => this.#madWithout(at, count),
      pooledRate: size === 0 ? null : this.#numerator.minus(self?.numerator ?? 0).div(size),
      rank: (value) => {
        const below = this.#firstAtLeast(value);
        const equal = this.#firstAbove(value) - below;
        const selfSide = self ? Math.sign(self.value.cmp(value)) : 1;
        return { below: below - (selfSide < 0 ? 1 : 0), equal: equal - (selfSide === 0 ? 1 : 0) };
      },
    };
  }

  #madWithout(at: number | undefined, count: number): number | null {
    const median = this.#medianWithout(at, count)?.toNumber();
    if (median === undefined) return null;
    this.#doubles ??= Float64Array.from(this.#sorted, (member) => member.value.toNumber());
    return medianOf(this.#doubles.filter((_, index) => index !== at).map((value) => Math.abs(value - median)));
  }

  #medianWithout(at: number | undefined, count: number): Decimal | null {
    const value = (index: number) => this.#sorted[at !== undefined && index >= at ? index + 1 : index]?.value;
    const low = value(Math.floor((count - 1) / 2));
    const high = value(Math.ceil((count - 1) / 2));
    return count > 0 && low && high ? low.plus(high).div(2) : null;
  }

  #firstAtLeast(value: Decimal): number {
    return this.#partition((member) => member.value.lt(value));
  }

  #firstAbove(value: Decimal): number {
    return this.#partition((member) => member.value.lte(value));
  }

  /** The first position whose member no longer satisfies the test; members that do come first. */
  #partition(test: (member: PeerValue) => boolean): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const member = this.#sorted[middle];
      if (member && test(member)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Mid-rank percentile, 0-100: half of those who are equal count as below, the one ranked among them, so the mean over
 * a group is 50.
 * @param below how many others are worse.
 * @param equal how many others are the same.
 * @param others how many others there are.
 */
export function midRank(below: number, equal: number, others: number): Decimal {
  return new Decimal(below)
    .plus(new Decimal(equal + 1).div(2))
    .times(100)
    .div(others + 1);
}
