/*
 * The tests of metrics 4.2. They work in doubles: their bounds are irrational anyway, and a bound that lies within
 * 1e-9 of what it is compared with counts as touching it, which is not credible.
 */

const TOLERANCE = 1e-9;

/** The chance at which a week may flag a rep who is level with peers, over everything looked at. */
export const FAMILY_ALPHA = 0.01;

/** An interval of rates, 0-1. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson score interval of x successes in n at the critical value z. Exactly 0 and 1 at the ends, where the formula
 * would leave rounding dust.
 * @param n more than 0.
 */
export function wilsonBounds(x: number, n: number, z: number): Bounds {
  const p = x / n;
  const z2 = z * z;
  const center = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { lower: x <= 0 ? 0 : center - half, upper: x >= n ? 1 : center + half };
}

/**
 * The critical value that opens a pattern when m series of a rep are looked at (Bonferroni): Phi^-1(1 - alpha/m).
 * @param seriesCount m, at least 1.
 */
export function criticalZ(seriesCount: number, alpha: number = FAMILY_ALPHA): number {
  return -inverseNormal(alpha / seriesCount);
}

/**
 * How often chance shows at least one of m series beyond a critical value: what `criticalZ` was asked for, found back.
 * @param z as stored, so rounded.
 */
export function familyChance(seriesCount: number, z: number): number {
  let [low, high] = [1e-12, 0.5];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (-inverseNormal(middle) > z) low = middle;
    else high = middle;
  }
  return low * seriesCount;
}

/** T1 for rates where more is better: credible when even the upper bound stays below the benchmark; else mirrored. */
export function isRateCredible(
  direction: 'higher' | 'lower',
  rate: { readonly x: number; readonly n: number },
  benchmark: number,
  z: number,
): boolean {
  if (rate.n <= 0) return false;
  const bounds = wilsonBounds(rate.x, rate.n, z);
  return direction === 'higher' ? bounds.upper < benchmark - TOLERANCE : bounds.lower > benchmark + TOLERANCE;
}

/** T2: credible when more than half of n observations are worse than the peer median, beyond chance at z. */
export function isMajorityWorse(worse: number, n: number, z: number): boolean {
  return n > 0 && wilsonBounds(worse, n, z).lower > 0.5 + TOLERANCE;
}

/** The critical values of the robust z by the least number of peers they hold for, most peers first. */
const ROBUST_Z_CUTS: readonly (readonly [peers: number, cut: number])[] = [
  [20, 3],
  [15, 3.5],
  [10, 4],
  [8, 5],
];

/** T3: the robust z from which a gap is credible, by the number of peers; null with too few for any. */
export function robustZCut(peers: number): number | null {
  return ROBUST_Z_CUTS.find(([least]) => peers >= least)?.[1] ?? null;
}

/** Makes the median absolute deviation of normal values their standard deviation. */
const MAD_TO_SIGMA = 1.4826;
const LEAST_SPREAD = 0.02;

/** T3: the gap in spreads of the peers. @param mad median absolute deviation of the peers from their median. */
export function robustZ(gap: number, mad: number): number {
  return gap / Math.max(MAD_TO_SIGMA * mad, LEAST_SPREAD);
}

/** T3: credible when the robust z reaches its cut; exactly on it counts. */
export function isOutlier(gap: number, mad: number, peers: number): boolean {
  const cut = robustZCut(peers);
  return cut !== null && robustZ(gap, mad) >= cut - TOLERANCE;
}

/**
 * The standard normal quantile, to about 16 digits: algorithm AS 241 (PPND16), M. J. Wichura, "The Percentage Points
 * of the Normal Distribution", Applied Statistics 37 (1988), 477-484.
 * @param p strictly between 0 and 1. @throws RangeError otherwise.
 */
export function inverseNormal(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A probability between 0 and 1 was expected, found ${p}.`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRAL_TOP, r)) / polynomial(CENTRAL_BOTTOM, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const tail =
    r <= 5
      ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
      : polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5);
  return q < 0 ? -tail : tail;
}

/** Coefficients from the constant term up. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

const CENTRAL_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRAL_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];
