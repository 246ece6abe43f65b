import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midRank, PeerGroup, type PeerValue } from '../../src/domain/benchmark.ts';
import { Decimal } from '../../src/domain/decimal.ts';

const group = (...values: number[]) =>
  new PeerGroup(
    values.map((value, index) => ({
      repId: `r${index}`,
      value: new Decimal(value),
      numerator: new Decimal(value),
      size: 1,
    })),
  );

it('interpolates between the two middle values', () => {
  expect(group(1, 2, 4, 8).without('stranger').median?.toNumber()).toBe(3);
  expect(group(8, 1, 4).without('stranger').median?.toNumber()).toBe(4);
  expect(group().without('stranger').median).toBeNull();
});

it('leaves the rep out', () => {
  const five = group(10, 20, 30, 40, 50);
  expect(five.without('r0')).toMatchObject({ count: 4 });
  expect(five.without('r0').median?.toNumber()).toBe(35);
  expect(five.without('r4').median?.toNumber()).toBe(25);
  expect(group(10).without('r0')).toMatchObject({ count: 0, median: null, pooledRate: null });
});

it('every member sees what a plain recount without it gives', () => {
  const member = fc.record({ passed: fc.integer({ min: 0, max: 9 }), size: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(member, { maxLength: 12 }), (list) => {
      const members: PeerValue[] = list.map(({ passed, size }, index) => ({
        repId: `r${index}`,
        value: new Decimal(passed).div(size),
        numerator: new Decimal(passed),
        size,
      }));
      const whole = new PeerGroup(members);
      for (const repId of [...members.map((one) => one.repId), 'stranger']) {
        const others = members.filter((one) => one.repId !== repId);
        const peers = whole.without(repId);
        const sorted = others.map((one) => one.value.toNumber()).sort((a, b) => a - b);
        const middle = sorted.length / 2;
        const median = Number.isInteger(middle)
          ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
          : sorted[Math.floor(middle)];
        expect(peers.count).toBe(others.length);
        if (others.length === 0) continue;
        expect(peers.median?.toNumber()).toBeCloseTo(median ?? Number.NaN, 12);
        const pooled = others.reduce((sum, one) => sum + one.numerator.toNumber(), 0);
        expect(peers.pooledRate?.toNumber()).toBeCloseTo(pooled / others.reduce((sum, one) => sum + one.size, 0), 12);
        const deviations = others.map((one) => Math.abs(one.value.toNumber() - (median ?? 0))).sort((a, b) => a - b);
        const [low = 0, high = 0] = [Math.ceil(middle) - 1, Math.floor(middle)].map((index) => deviations[index]);
        expect(peers.mad()).toBeCloseTo((low + high) / 2, 12);
        const own = members.find((one) => one.repId === repId)?.value ?? new Decimal('0.5');
        expect(peers.rank(own)).toEqual({
          below: others.filter((one) => one.value.lt(own)).length,
          equal: others.filter((one) => one.value.eq(own)).length,
        });
      }
    }),
  );
});

describe('mid-rank percentile', () => {
  const percentiles = (values: readonly number[]) => {
    const whole = group(...values);
    return values.map((value, index) => {
      const { below, equal } = whole.without(`r${index}`).rank(new Decimal(value));
      return midRank(below, equal, values.length - 1)
        .toDecimalPlaces(2)
        .toNumber();
    });
  };

  it('counts half of those who are equal, the one ranked among them', () => {
    expect(percentiles([80, 70, 70, 70, 55, 40])).toEqual([91.67, 58.33, 58.33, 58.33, 25, 8.33]);
  });

  it('ties what only the last digit of an endless fraction tells apart', () => {
    const third = new Decimal(1).div(3);
    const values = [third, new Decimal('0.33333333333333333333'), new Decimal('0.3333334'), new Decimal('0.3')];
    const whole = new PeerGroup(
      values.map((value, index) => ({ repId: `r${index}`, value, numerator: value, size: 1 })),
    );
    expect(values.map((value, index) => whole.without(`r${index}`).rank(value))).toEqual([
      { below: 1, equal: 1 },
      { below: 1, equal: 1 },
      { below: 3, equal: 0 },
      { below: 0, equal: 0 },
    ]);
  });

  it('is 50 on average, whoever ties with whom', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 20 }), (values) => {
        const whole = group(...values);
        const ranks = values.map((value, index) => {
          const { below, equal } = whole.without(`r${index}`).rank(new Decimal(value));
          return midRank(below, equal, values.length - 1);
        });
        expect(
          Decimal.sum(...ranks)
            .div(ranks.length)
            .toNumber(),
        ).toBeCloseTo(50, 12);
      }),
    );
  });

  it('is what scipy’s manual gives: percentileofscore([1, 2, 3, 3, 4], 3, kind="mean") is 60', () => {
    expect(percentiles([1, 2, 3, 3, 4])).toEqual([10, 30, 60, 60, 90]);
  });

  it('puts the only one in the middle', () => {
    expect(percentiles([7])).toEqual([50]);
  });
});
