import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  criticalZ,
  inverseNormal,
  isMajorityWorse,
  isRateCredible,
  wilsonBounds,
} from '../../src/domain/credibility.ts';

/** The standard normal distribution function by its power series: slow, exact enough, and not the code under test. */
function phi(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 1; Math.abs(term) > 1e-18; k += 1) {
    term *= -(z * z) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

describe('the normal quantile', () => {
  it('undoes the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: -4, max: 4, noNaN: true }), (z) => {
        expect(inverseNormal(phi(z))).toBeCloseTo(z, 8);
      }),
    );
  });

  it.each([
    [1e-20, -9.2623400897984],
    [1e-5, -4.264890793922825],
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
  ])('of %d is %d', (p, z) => {
    expect(inverseNormal(p)).toBeCloseTo(z, 12);
  });

  it.each([0, 1, -0.1, Number.NaN])('of %d does not exist', (p) => {
    expect(() => inverseNormal(p)).toThrow(RangeError);
  });
});

it('asks more of each series, the more of them a rep is judged on', () => {
  expect(criticalZ(1)).toBeCloseTo(2.326, 3);
  expect(criticalZ(25)).toBeCloseTo(3.353, 3);
});

describe('Wilson bounds at 2.326', () => {
  it.each([
    [0, 8, 0, 0.40351454142999],
    [1, 8, 0.01741348053725, 0.53522240625355],
    [2, 8, 0.05790171546497, 0.64385555525003],
    [3, 8, 0.11380195564468, 0.73707667971281],
    [6, 6, 0.5257672191282, 1],
    [7, 8, 0.46477756447446, 0.98258651946275],
    [8, 8, 0.59648545857001, 1],
    [3, 12, 0.0740981913253, 0.58130978143964],
    [4, 820, 0.00161545094043, 0.01463328],
  ])('of %d in %d are %d and %d', (x, n, lower, upper) => {
    const bounds = wilsonBounds(x, n, criticalZ(1));
    expect(bounds.lower).toBeCloseTo(lower, 7);
    expect(bounds.upper).toBeCloseTo(upper, 6);
  });

  it('hold the rate between them, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), fc.double({ min: 1, max: 5, noNaN: true }), (n, k, z) => {
        const x = k % (n + 1);
        const { lower, upper } = wilsonBounds(x, n, z);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(x / n);
        expect(upper).toBeGreaterThanOrEqual(x / n);
      }),
    );
  });

  it('rise with every success, and open with the critical value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.double({ min: 1, max: 5, noNaN: true }), (n, k, z) => {
        const x = k % n;
        const [bounds, better, wider] = [wilsonBounds(x, n, z), wilsonBounds(x + 1, n, z), wilsonBounds(x, n, z + 0.5)];
        expect(better.lower).toBeGreaterThan(bounds.lower);
        expect(better.upper).toBeGreaterThan(bounds.upper);
        expect(wider.lower).toBeLessThanOrEqual(bounds.lower);
        expect(wider.upper).toBeGreaterThan(bounds.upper);
      }),
    );
  });

  it('close in on the same rate, the more there is of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.nat(), fc.integer({ min: 2, max: 20 }), (n, k, times) => {
        const x = 1 + (k % (n - 1));
        const [few, many] = [wilsonBounds(x, n, 2.326), wilsonBounds(x * times, n * times, 2.326)];
        expect(many.lower).toBeGreaterThan(few.lower);
        expect(many.upper).toBeLessThan(few.upper);
      }),
    );
  });
});

/** R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), 95%. */
describe('Wilson bounds as published', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d', (x, n, lower, upper) => {
    const bounds = wilsonBounds(x, n, inverseNormal(0.975));
    expect(bounds.lower).toBeCloseTo(lower, 4);
    expect(bounds.upper).toBeCloseTo(upper, 4);
  });
});

describe('credible', () => {
  it('when even the kind end of the interval is on the bad side', () => {
    const z = criticalZ(1);
    expect(isRateCredible('higher', { x: 3, n: 12 }, 0.6, z)).toBe(true);
    expect(isRateCredible('higher', { x: 3, n: 12 }, 0.58, z)).toBe(false);
    expect(isRateCredible('lower', { x: 9, n: 12 }, 0.4, z)).toBe(true);
    expect(isRateCredible('lower', { x: 9, n: 12 }, 0.42, z)).toBe(false);
  });

  it('is nobody at the very bottom of a benchmark at the very bottom', () => {
    expect(isRateCredible('lower', { x: 0, n: 50 }, 0, 2.326)).toBe(false);
    expect(isRateCredible('higher', { x: 50, n: 50 }, 1, 2.326)).toBe(false);
    expect(isRateCredible('higher', { x: 0, n: 0 }, 1, 2.326)).toBe(false);
  });

  it('asks these many of n observations to be worse', () => {
    const least = (n: number) =>
      Array.from({ length: n + 1 }, (_, worse) => worse).find((worse) => isMajorityWorse(worse, n, criticalZ(1)));
    const expected = [
      undefined,
      6,
      7,
      8,
      8,
      9,
      10,
      11,
      11,
      12,
      13,
      13,
      14,
      14,
      15,
      16,
      16,
      17,
      18,
      18,
      19,
      19,
      20,
      21,
      21,
      22,
    ];
    expect(Array.from({ length: 26 }, (_, i) => least(i + 5))).toEqual(expected);
  });
});
