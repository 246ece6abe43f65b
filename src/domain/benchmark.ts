import { Decimal } from './decimal.ts';
import { PooledObservations } from './pooled-observations.ts';

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

/** Values as near as this are the same. */
const TIED = 1e-9;

/**
 * A group of measured reps. Sorted once; what any one of them sees without itself (leave-one-out) then costs a
 * look-up, so a whole cohort is benchmarked in O(n log n).
 */
export class PeerGroup {
  readonly #sorted: readonly PeerValue[];
  readonly #positions: ReadonlyMap<string, number>;
  /** The sorted values as doubles: who ties with whom is not for the last digits of an endless fraction to say. */
  readonly #numbers: Float64Array;
  readonly #numerator: Decimal;
  readonly #size: number;
  /** By the two positions they lie between: without one member there are three at most. */
  readonly #medians = new Map<string, Decimal>();
  /** How far everybody's value is from a median, by the median. */
  readonly #deviations = new Map<number, PooledObservations>();

  /** @param members one entry a rep. */
  constructor(members: readonly PeerValue[]) {
    this.#sorted = members.toSorted((a, b) => a.value.cmp(b.value));
    this.#positions = new Map(this.#sorted.map((member, index) => [member.repId, index]));
    this.#numbers = Float64Array.from(this.#sorted, (member) => member.value.toNumber());
    this.#numerator = members.reduce((sum, member) => sum.plus(member.numerator), new Decimal(0));
    this.#size = members.reduce((sum, member) => sum + member.size, 0);
  }

  /** The group without the rep, whether or not the rep is a member. */
  without(repId: string): Peers {
    return new PeersWithout(this, repId);
  }

  countWithout(repId: string): number {
    return this.#sorted.length - (this.#positions.has(repId) ? 1 : 0);
  }

  medianWithout(repId: string): Decimal | null {
    const count = this.countWithout(repId);
    if (count === 0) return null;
    const at = this.#positions.get(repId) ?? count;
    const [low, high] = [Math.floor((count - 1) / 2), Math.ceil((count - 1) / 2)];
    return this.#medianBetween(low >= at ? low + 1 : low, high >= at ? high + 1 : high);
  }

  #medianBetween(low: number, high: number): Decimal | null {
    const key = `${low} ${high}`;
    const known = this.#medians.get(key);
    if (known !== undefined) return known;
    const [lower, upper] = [this.#sorted[low], this.#sorted[high]];
    if (lower === undefined || upper === undefined) return null;
    const median = lower.value.plus(upper.value).div(2);
    this.#medians.set(key, median);
    return median;
  }

  madWithout(repId: string): number | null {
    const median = this.medianWithout(repId)?.toNumber();
    if (median === undefined) return null;
    const known = this.#deviations.get(median);
    const deviations =
      known ??
      new PooledObservations(
        this.#sorted.map((member) => ({
          repId: member.repId,
          values: [Math.abs(member.value.toNumber() - median)],
        })),
      );
    this.#deviations.set(median, deviations);
    return deviations.medianWithout(repId);
  }

  pooledRateWithout(repId: string): Decimal | null {
    const self = this.#member(repId);
    const size = this.#size - (self?.size ?? 0);
    return size === 0 ? null : this.#numerator.minus(self?.numerator ?? 0).div(size);
  }

  rankWithout(repId: string, value: Decimal): { readonly below: number; readonly equal: number } {
    const number = value.toNumber();
    const below = this.#firstFrom(number - TIED);
    const equal = this.#firstFrom(number + TIED) - below;
    const at = this.#positions.get(repId) ?? this.#sorted.length;
    const self = { isBelow: at < below, isEqual: at >= below && at < below + equal };
    return { below: below - Number(self.isBelow), equal: equal - Number(self.isEqual) };
  }

  #member(repId: string): PeerValue | undefined {
    const at = this.#positions.get(repId);
    return at === undefined ? undefined : this.#sorted[at];
  }

  /** The first position whose value is at least the given one. */
  #firstFrom(least: number): number {
    let low = 0;
    let high = this.#numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? least) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Computes what it is asked for: of most groups that is little. */
class PeersWithout implements Peers {
  readonly #group: PeerGroup;
  readonly #repId: string;

  constructor(group: PeerGroup, repId: string) {
    this.#group = group;
    this.#repId = repId;
  }

  get count(): number {
    return this.#group.countWithout(this.#repId);
  }

  get median(): Decimal | null {
    return this.#group.medianWithout(this.#repId);
  }

  get pooledRate(): Decimal | null {
    return this.#group.pooledRateWithout(this.#repId);
  }

  mad(): number | null {
    return this.#group.madWithout(this.#repId);
  }

  rank(value: Decimal): { readonly below: number; readonly equal: number } {
    return this.#group.rankWithout(this.#repId, value);
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
