import { tzOffset } from '@date-fns/tz';
import { organisationTimeZone } from './time-frame.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

const midnightUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export const addDays = (date: string, days: number): string =>
  new Date(midnightUtc(date) + days * DAY).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (midnightUtc(to) - midnightUtc(from)) / DAY;

/** ISO: Monday 1 to Sunday 7. */
export const weekdayOf = (date: string): number => new Date(midnightUtc(date)).getUTCDay() || 7;

export const mondayOf = (date: string): string => addDays(date, 1 - weekdayOf(date));

/** Every date of [from, to), `step` days apart. */
export function datesFrom(from: string, to: string, step = 1): string[] {
  const dates: string[] = [];
  for (let date = from; date < to; date = addDays(date, step)) dates.push(date);
  return dates;
}

export const later = (a: string, b: string): string => (a > b ? a : b);
export const earlier = (a: string, b: string): string => (a < b ? a : b);

const offsets = new Map<string, number>();

/** An instant, ISO 8601 in UTC, of a local date and minutes after midnight. Office hours: clocks change on Sunday nights. */
export function instantAt(date: string, minutes: number): string {
  let offset = offsets.get(date);
  if (offset === undefined) {
    offset = tzOffset(organisationTimeZone, new Date(midnightUtc(date) + 17 * 60 * MINUTE));
    offsets.set(date, offset);
  }
  return new Date(midnightUtc(date) + (minutes - offset) * MINUTE).toISOString();
}

export const minutesAfter = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * MINUTE).toISOString();

/** When a row about a business date became known: that evening. */
export const thatEvening = (date: string): string => instantAt(date, 19 * 60);
