import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atLeast, below, Decimal, ratio } from '../../src/domain/decimal.ts';

it.each([
  ['0.30 - 0.20 >= 0.10', new Decimal('0.30').minus('0.20'), '0.10'],
  ['(0.22 - 0.20) / 0.20 >= 0.10', new Decimal('0.22').minus('0.20').div('0.20'), '0.10'],
  ['2 / 3 >= 0.666...', new Decimal(2).div(3), '0.6666666666'],
])('%s, which doubles get wrong or lose', (_name, value, threshold) => {
  expect(atLeast(value, new Decimal(threshold))).toBe(true);
  expect(below(value, new Decimal(threshold))).toBe(false);
});

it('differences of decimals compare as the whole numbers behind them do', () => {
  const digits = fc.integer({ min: -10_000_000, max: 10_000_000 });
  fc.assert(
    fc.property(digits, digits, digits, fc.integer({ min: 0, max: 6 }), (a, b, c, places) => {
      const scaled = (digits: number) => new Decimal(digits).div(10 ** places);
      const difference = scaled(a).minus(scaled(b));
      expect(atLeast(difference, scaled(c))).toBe(a - b >= c);
      expect(below(difference, scaled(c))).toBe(a - b < c);
    }),
  );
});

it('shares are compared as their cross products are, though most of them never end', () => {
  const count = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      expect(atLeast(new Decimal(a).div(b), new Decimal(c).div(d))).toBe(a * d >= c * b);
    }),
  );
});

it('of nothing there is no share', () => {
  expect(ratio(new Decimal(0), new Decimal(0))).toBeNull();
  expect(ratio(new Decimal(3), new Decimal(-0))).toBeNull();
});
