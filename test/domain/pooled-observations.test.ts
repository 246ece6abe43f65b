import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countWorse, PooledObservations } from '../../src/domain/pooled-observations.ts';

/** By sorting what is left: the plain way. */
function plainMedian(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  if (!Number.isInteger(middle)) return sorted[Math.floor(middle)] ?? null;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

it('everybody sees the median of the others, as if their own rows were not there', () => {
  // Few different values, so that ties are the rule.
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(values, { maxLength: 8 }), (lists) => {
      const members = lists.map((list, index) => ({ repId: `r${index}`, values: list }));
      const pool = new PooledObservations(members);
      for (const repId of [...members.map((one) => one.repId), 'stranger']) {
        const others = members.filter((one) => one.repId !== repId);
        expect(pool.medianWithout(repId)).toBe(plainMedian(others.flatMap((one) => one.values)));
        expect(pool.peersOf(repId)).toBe(others.length);
      }
    }),
  );
});

it('only what is strictly worse counts, whatever the last digits of a sum say', () => {
  expect(countWorse('higher', [59.9, 60, 60.1], 60)).toBe(1);
  expect(countWorse('lower', [59.9, 60, 60.1], 60)).toBe(1);
  expect(countWorse('higher', [0.3], 0.1 + 0.2)).toBe(0);
});
