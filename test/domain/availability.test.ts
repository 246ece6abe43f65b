import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability, availableDays, isOnLeave } from '../../src/domain/availability.ts';
import {
  type BusinessCalendar,
  countBusinessDays,
  DEFAULT_CALENDAR,
  isBusinessDay,
} from '../../src/domain/calendar.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';

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

  it('counts as many days as there are one by one', () => {
    const date = fc.integer({ min: -20, max: 50 }).map((days) => addDays('2026-02-20', days));
    const range = fc.record({ start: date, end: date });
    const calendar = fc.record({
      weekendDays: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
      holidays: fc.array(date, { maxLength: 5 }).map((dates) => new Set(dates)),
    });
    fc.assert(
      fc.property(range, calendar, fc.array(range, { maxLength: 4 }), (window, worked, absences) => {
        const businessDays = datesBetween(window.start, window.end).filter((day) => isBusinessDay(day, worked)).length;
        expect(countBusinessDays(window, worked)).toBe(businessDays);
        expect(availability(window, worked, absences)).toEqual({
          businessDays,
          available: availableDays(window, worked, absences).length,
        });
      }),
    );
  });

  it('names the days', () => {
    const absences = [{ start: '2026-03-02', end: '2026-03-04' }] as const;
    expect(availableDays(WEEK, withHoliday, absences)).toEqual(['2026-03-05', '2026-03-06']);
  });

  it('half of the days is enough, less is leave', () => {
    const twoDays = [{ start: '2026-03-02', end: '2026-03-04' }] as const;
    expect(isOnLeave(WEEK, { calendar: withHoliday, absences: twoDays }, 0.5)).toBe(false);
    expect(isOnLeave(WEEK, { calendar: DEFAULT_CALENDAR, absences: twoDays }, 0.5)).toBe(false);
    expect(
      isOnLeave(WEEK, { calendar: DEFAULT_CALENDAR, absences: [{ start: '2026-03-02', end: '2026-03-05' }] }, 0.5),
    ).toBe(true);
  });

  it('a range without business days is no leave', () => {
    const weekend = { start: '2026-03-07', end: '2026-03-09' } as const;
    expect(
      isOnLeave(weekend, { calendar: DEFAULT_CALENDAR, absences: [{ start: '2026-03-01', end: '2026-04-01' }] }, 0.5),
    ).toBe(false);
  });
});
