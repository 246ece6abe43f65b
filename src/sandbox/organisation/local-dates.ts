import { tzOffset } from '@date-fns/tz';
import { organisationTimeZone } from './time-frame.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

const midnightUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** The dates that the sample deals with, and the place of each: adding days is what its generators do most. */
const firstDate = '2024-01-01';
const dates = Array.from({ length: 1500 }, (_, place) =>
  new Date(midnightUtc(firstDate) + place * DAY).toISOString().slice(0, 10),
);
const places = new Map(dates.map((date, place) => [date, place]));

/** @throws RangeError outside of 2024 to early 2028. */
export function addDays(date: string, days: number): string {
  const sum = dates[(places.get(date) ?? Number.NaN) + days];
  if (sum === undefined) throw new RangeError(`${date} and ${days} days are outside of the sample's years.`);
  return sum;
}

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

const MINUTES_A_DAY = 1440;
const two = (value: number): string => String(value).padStart(2, '0');
const times = Array.from(
  { length: MINUTES_A_DAY },
  (_, minute) => `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00Z`,
);

/** ISO 8601 of a date and minutes after its midnight, both UTC. By table: this is written half a million times. */
function instantOf(date: string, minutes: number): string {
  const days = Math.floor(minutes / MINUTES_A_DAY);
  return (days === 0 ? date : addDays(date, days)) + times[minutes - days * MINUTES_A_DAY];
}

const offsets = new Map<string, number>();

/** An instant of a local date and minutes after midnight. Office hours: clocks change on Sunday nights. */
export function instantAt(date: string, minutes: number): string {
  let offset = offsets.get(date);
  if (offset === undefined) {
    offset = tzOffset(organisationTimeZone, new Date(midnightUtc(date) + 17 * 60 * MINUTE));
    offsets.set(date, offset);
  }
  return instantOf(date, minutes - offset);
}

/** `instant` as `instantAt` writes it; whole minutes. */
export function minutesAfter(instant: string, minutes: number): string {
  const minute = Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));
  return instantOf(instant.slice(0, 10), minute + minutes);
}

/** When a row about a business date became known: that evening. */
export const thatEvening = (date: string): string => instantAt(date, 19 * 60);
