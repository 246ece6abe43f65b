import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  datesBetween,
  daysBetween,
  isLocalDate,
  isoMonday,
  isoWeekday,
  localDate,
  yearBefore,
} from '../../src/domain/local-date.ts';

describe('what a date may look like', () => {
  it.each(['2026-02-28', '2024-02-29', '0999-12-31'])('%s is one', (text) => {
    expect(localDate(text)).toBe(text);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-5', '2026-01-05T00:00', '', 'today'])('"%s" is none', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => localDate(text)).toThrow(RangeError);
  });
});

it('crosses months, leap days and daylight saving by whole days', () => {
  expect(addDays('2026-03-30', -28)).toBe('2026-03-02');
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31);
  expect(daysBetween('2026-04-01', '2026-03-01')).toBe(-31);
});

it('finds the Monday of the ISO week', () => {
  expect(isoMonday('2026-03-09')).toBe('2026-03-09');
  expect(isoMonday('2026-03-15')).toBe('2026-03-09');
  expect(isoMonday('2026-01-01')).toBe('2025-12-29');
  expect(isoWeekday('1969-12-28')).toBe(7);
});

it('keeps the day of the month where the month has it', () => {
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  expect(yearBefore('2024-02-29')).toBe('2023-02-28');
});

it('lists half-open ranges', () => {
  expect(datesBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(datesBetween('2026-03-02', '2026-03-02')).toEqual([]);
  expect(datesBetween('2026-03-03', '2026-03-02')).toEqual([]);
});

it('adding days and counting them are inverse, and a Monday is never more than six days back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: -5000, max: 5000 }), (start, days) => {
      const date = addDays('1970-01-01', start);
      expect(daysBetween(date, addDays(date, days))).toBe(days);
      const monday = isoMonday(date);
      expect(isoWeekday(monday)).toBe(1);
      expect(daysBetween(monday, date)).toBe(isoWeekday(date) - 1);
    }),
  );
});
