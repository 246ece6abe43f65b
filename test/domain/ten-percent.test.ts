import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { type ClockRule, type OpenEpisode, stepClock } from '../../src/domain/persistence-clock.ts';

describe('ten percent is exact', () => {
  const decimal = (min: number, max: number) =>
    fc
      .tuple(fc.integer({ min, max }), fc.integer({ min: 0, max: 9 }))
      .map(([n, scale]) => new Decimal(n).div(10 ** scale));
  const anyRule = fc.record({
    direction: fc.constantFrom('higher' as const, 'lower' as const),
    improvementFloor: decimal(1, 1000),
    improvement: fc.constant(new Decimal('0.10')),
    maxGapWeeks: fc.constant(2),
    clearWeeks: fc.constant(2),
  });
  const least = new Decimal('1e-15');
  const anyPrior = fc.oneof(decimal(-1_000_000, 1_000_000), fc.constantFrom(new Decimal(0), least, least.neg()));

  /** The clock after a second flagged week that is so much better than the first. */
  function clockAfter(rule: ClockRule, prior: Decimal, better: Decimal): number | undefined {
    const value = rule.direction === 'higher' ? prior.plus(better) : prior.minus(better);
    const open: OpenEpisode = { clock: 1, gaps: 0, clearWeeks: 0, lastValue: prior, escalatedOn: null };
    const week = { asOf: '2026-01-05', changed: null, kind: 'measured', value, fires: true, stays: true } as const;
    return stepClock(rule, open, week).episode?.clock;
  }

  it('of the prior value, or of the floor where that is larger: whichever way is better, near zero and below it', () => {
    fc.assert(
      fc.property(anyRule, anyPrior, (rule, prior) => {
        const tenth = Decimal.max(prior.abs(), rule.improvementFloor).times('0.1');
        expect(clockAfter(rule, prior, tenth)).toBe(1);
        expect(clockAfter(rule, prior, tenth.times('0.9999999'))).toBe(2);
        expect(clockAfter(rule, prior, tenth.neg())).toBe(2);
      }),
      { numRuns: 500 },
    );
  });
});
