import { describe, expect, it } from 'vitest';
import { cutText, trendScale } from '../../src/charts/trend.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays } from '../../src/domain/local-date.ts';

const points = (benchmark: number | null, ...values: (number | null)[]) =>
  values.map((value, week) => ({
    asOf: addDays('2026-01-05', 7 * week),
    value: value === null ? null : new Decimal(value),
    benchmark: benchmark === null ? null : new Decimal(benchmark),
    flagged: false,
  }));

describe('the scale of a trend', () => {
  it('gives the height to what is near the target, and says what it cut off', () => {
    const pace = { unit: 'ratio', direction: 'higher' } as const;
    const early = points(0.8, null, 6, 3.7, 1.38);
    const scale = trendScale(pace, early, 4);
    expect([scale.low, scale.high]).toEqual([0, 2]);
    expect(cutText(pace, early, scale)).toBe('Above 200% is drawn at 200%.');
    expect(cutText(pace, points(0.8, 1.38, 0.5), scale)).toBeNull();
  });

  it('never cuts off how far somebody is behind, nor what is compared with nothing', () => {
    const discount = { unit: 'ratio', direction: 'lower' } as const;
    expect(trendScale(discount, points(0.14, 0.6, 0.1), 4).high).toBeGreaterThanOrEqual(0.6);
    const pace = { unit: 'ratio', direction: 'higher' } as const;
    expect(trendScale(pace, points(null, 6, 1), 4).high).toBeGreaterThanOrEqual(6);
  });

  it('begins at zero where shares differ much, so that half as much looks like half', () => {
    const share = { unit: 'rate', direction: 'higher' } as const;
    expect(trendScale(share, points(0.625, 0.62, 0.235), 4).low).toBe(0);
    expect(trendScale(share, points(0.625, 0.62, 0.6), 4).low).toBeGreaterThan(0.5);
  });
});
