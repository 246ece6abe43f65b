import { expect, test } from 'vitest';
import { formatDate, formatInstant, formatMonth, formatRange } from '../../src/domain/date-format.ts';

test('dates and months are unambiguous', () => {
  expect(formatDate('2026-03-02')).toBe('2 Mar 2026');
  expect(formatMonth('2026-09-01')).toBe('September 2026');
});

test('a half-open range is shown by its first and last day', () => {
  expect(formatRange('2026-01-05', '2026-03-02')).toBe('5 Jan to 1 Mar 2026');
  expect(formatRange('2025-12-01', '2026-03-02')).toBe('1 Dec 2025 to 1 Mar 2026');
  expect(formatRange('2026-03-01', '2026-03-02')).toBe('1 Mar 2026');
  expect(formatRange('2026-03-02', '2026-03-02')).toBe('on 2 Mar 2026');
});

test('an instant is shown on the reader’s clock, across daylight saving and midnight', () => {
  expect(formatInstant(new Date('2026-03-08T06:30:00Z'), 'America/New_York')).toBe('8 Mar 2026, 01:30');
  expect(formatInstant(new Date('2026-03-08T07:30:00Z'), 'America/New_York')).toBe('8 Mar 2026, 03:30');
  expect(formatInstant(new Date('2026-03-08T16:00:00Z'), 'Asia/Tokyo')).toBe('9 Mar 2026, 01:00');
});
