import { describe, expect, it } from 'vitest';
import { DEFAULT_CALENDAR } from '../../src/domain/calendar.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { elapsedShare, type QuotaSlice } from '../../src/domain/pace.ts';

/** Two weeks from a Monday on. */
const slice: QuotaSlice = { start: '2026-01-05', end: '2026-01-19', quota: new Decimal(100), weights: null };
const share = (t: LocalDate, change: Partial<QuotaSlice> = {}, holidays: readonly LocalDate[] = []) =>
  elapsedShare({ ...slice, ...change }, t, { ...DEFAULT_CALENDAR, holidays: new Set(holidays) }).toNumber();

describe('the elapsed share of a quota', () => {
  it('goes by business days, those of t not included', () => {
    expect(share('2026-01-05')).toBe(0);
    expect(share('2026-01-07')).toBe(0.2);
    expect(share('2026-01-11')).toBe(0.5);
    expect(share('2026-01-12')).toBe(0.5);
    expect(share('2026-01-19')).toBe(1);
  });

  it('is nothing before the slice and all of it after', () => {
    expect(share('2025-12-01')).toBe(0);
    expect(share('2026-06-01')).toBe(1);
  });

  it('leaves out holidays', () => {
    expect(share('2026-01-07', {}, ['2026-01-05'])).toBeCloseTo(1 / 9, 12);
  });

  it('goes by the weights of the weeks, a begun one by its business days', () => {
    const weights = [new Decimal('0.3'), new Decimal('0.7')];
    expect(share('2026-01-07', { weights })).toBeCloseTo(0.12, 12);
    expect(share('2026-01-12', { weights })).toBe(0.3);
    expect(share('2026-01-14', { weights })).toBeCloseTo(0.58, 12);
  });
});
