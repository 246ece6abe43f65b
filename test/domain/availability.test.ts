import { describe, expect, it } from 'vitest';
import { availability, availableDays, isOnLeave } from '../../src/domain/availability.ts';
import { type BusinessCalendar, DEFAULT_CALENDAR } from '../../src/domain/calendar.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';

const WEEK = { start: '2026-03-02', end: '2026-03-09' } as const;
const withHoliday: BusinessCalendar = { ...DEFAULT_CALENDAR, holidays: new Set<LocalDate>(['2026-03-04']) };

describe('being there', () => {
  it('counts whole business days, overlapping absences once', () => {
    const absences = [
      { start: '2026-02-20', end: '2026-03-04' },
      { start: '2026-03-03', end: '2026-03-05' },
    ] as const;
    expect(availability(WEEK, DEFAULT_CALENDAR, absences)).toEqual({ businessDays: 5, available: 2 });
    expect(availability(WEEK, withHoliday, absences)).toEqual({ businessDays: 4, available: 2 });
  });

  it('names the days', () => {
    const absences = [{ start: '2026-03-02', end: '2026-03-04' }] as const;
    expect(availableDays(WEEK, withHoliday, absences)).toEqual(['2026-03-05', '2026-03-06']);
  });

  it('half of the days is enough, less is leave', () => {
    const twoDays = [{ start: '2026-03-02', end: '2026-03-04' }] as const;
    expect(isOnLeave(WEEK, withHoliday, twoDays)).toBe(false);
    expect(isOnLeave(WEEK, DEFAULT_CALENDAR, twoDays)).toBe(false);
    expect(isOnLeave(WEEK, DEFAULT_CALENDAR, [{ start: '2026-03-02', end: '2026-03-05' }])).toBe(true);
  });

  it('a range without business days is no leave', () => {
    const weekend = { start: '2026-03-07', end: '2026-03-09' } as const;
    expect(isOnLeave(weekend, DEFAULT_CALENDAR, [{ start: '2026-03-01', end: '2026-04-01' }])).toBe(false);
  });
});
