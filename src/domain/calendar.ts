import { TZDate } from '@date-fns/tz';
import {
  addDays,
  datesBetween,
  daysBetween,
  earlierOf,
  firstOfMonth,
  isoWeekday,
  type LocalDate,
  localDate,
  yearBefore,
} from './local-date.ts';
import type { MetricWindow, Period } from './metric.ts';

/** Which dates are worked: ISO weekdays (1 = Monday) that are not, and holidays, observed dates included. */
export interface BusinessCalendar {
  readonly weekendDays: readonly number[];
  readonly holidays: ReadonlySet<LocalDate>;
}

/** The calendar of an organisation that has configured none: Saturdays and Sundays off, no holidays. */
export const DEFAULT_CALENDAR: BusinessCalendar = { weekendDays: [6, 7], holidays: new Set() };

/** One row of the fiscal calendar; `end` exclusive. The only source of quarters: no month arithmetic replaces it. */
export interface FiscalQuarter {
  readonly fiscalQuarter: string;
  readonly fiscalYear: string;
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** Half-open dates `[start, end)`. */
export interface DateRange {
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** A time of day on the wall clock. */
export interface WallTime {
  readonly hour: number;
  readonly minute: number;
}

/** The instant at which a local date begins: midnight, or the first moment after it where clocks skip midnight. */
export function startOfDay(date: LocalDate, timeZone: string): Date {
  return atWallTime(date, { hour: 0, minute: 0 }, timeZone);
}

/** The local date of an instant. */
export function localDateOf(instant: Date, timeZone: string): LocalDate {
  const local = new TZDate(instant.getTime(), timeZone);
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return localDate(`${pad(local.getFullYear(), 4)}-${pad(local.getMonth() + 1, 2)}-${pad(local.getDate(), 2)}`);
}

/** The time of day that the wall clock shows at an instant. */
export function wallTimeOf(instant: Date, timeZone: string): WallTime {
  const local = new TZDate(instant.getTime(), timeZone);
  return { hour: local.getHours(), minute: local.getMinutes() };
}

/**
 * The instant of a wall time on a local date, exactly one: a time that the clocks skip is the moment they jump over it
 * plus what was skipped, a time that comes twice is its first.
 */
export function atWallTime(date: LocalDate, time: WallTime, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const found = new TZDate(year, month - 1, day, time.hour, time.minute, timeZone);
  return firstOfTwice(found, timeZone);
}

/** The earlier instant with the same wall time, where clocks were set back over it; else the instant itself. */
function firstOfTwice(found: TZDate, timeZone: string): Date {
  const offset = found.getTimezoneOffset();
  for (const minutes of [30, 60, 120]) {
    const earlier = new TZDate(found.getTime() - minutes * 60_000, timeZone);
    if (offset - earlier.getTimezoneOffset() === minutes) return new Date(earlier.getTime());
  }
  return new Date(found.getTime());
}

/** True when the date is worked. */
export function isBusinessDay(date: LocalDate, calendar: BusinessCalendar): boolean {
  return !calendar.weekendDays.includes(isoWeekday(date)) && !calendar.holidays.has(date);
}

/** The calendar in which a date is worked when it is in any of these. @param calendars not empty */
export function workedByAny(calendars: readonly BusinessCalendar[]): BusinessCalendar {
  const isOff = (date: LocalDate) => calendars.every((calendar) => !isBusinessDay(date, calendar));
  const weekendDays = [1, 2, 3, 4, 5, 6, 7].filter((day) =>
    calendars.every((calendar) => calendar.weekendDays.includes(day)),
  );
  const holidays = calendars.flatMap((calendar) => [...calendar.holidays]);
  return { weekendDays, holidays: new Set(holidays.filter(isOff)) };
}

/** How many dates of the range are worked: counted by weeks, not by days, because every rep's windows ask. */
export function countBusinessDays({ start, end }: DateRange, { weekendDays, holidays }: BusinessCalendar): number {
  const days = Math.max(0, daysBetween(start, end));
  const isWorked = (weekday: number) => !weekendDays.includes(weekday);
  const weekdays = isoWeekdaysFrom(start);
  const week = weekdays.filter(isWorked).length;
  const rest = weekdays.slice(0, days % 7).filter(isWorked).length;
  const off = [...holidays].filter((date) => start <= date && date < end && isWorked(isoWeekday(date))).length;
  return Math.floor(days / 7) * week + rest - off;
}

/** The weekdays of seven dates. */
function isoWeekdaysFrom(date: LocalDate): number[] {
  const first = isoWeekday(date);
  return [0, 1, 2, 3, 4, 5, 6].map((later) => ((first - 1 + later) % 7) + 1);
}

/** The first business day on or after the date. @throws RangeError when a calendar has none within a year. */
export function businessDayFrom(date: LocalDate, calendar: BusinessCalendar): LocalDate {
  const found = datesBetween(date, addDays(date, 366)).find((day) => isBusinessDay(day, calendar));
  if (found === undefined) throw new RangeError(`The business calendar has no working day within a year of ${date}.`);
  return found;
}

/**
 * The business day that lies so many business days before the date, which itself need not be one.
 * @throws RangeError when a calendar has too few within a year.
 */
export function businessDaysBefore(date: LocalDate, days: number, calendar: BusinessCalendar): LocalDate {
  const earlier = datesBetween(addDays(date, -366), date).filter((day) => isBusinessDay(day, calendar));
  const found = earlier.at(-days);
  if (found === undefined)
    throw new RangeError(`The business calendar has no ${days} working days in the year before ${date}.`);
  return found;
}

/** The first business day of the date's month. */
export function firstBusinessDayOfMonth(date: LocalDate, calendar: BusinessCalendar): LocalDate {
  return businessDayFrom(firstOfMonth(date), calendar);
}

/** The quarter that contains the date, or null when the fiscal calendar does not reach it. */
export function fiscalQuarterAt(date: LocalDate, quarters: readonly FiscalQuarter[]): FiscalQuarter | null {
  return quarters.find((quarter) => quarter.start <= date && date < quarter.end) ?? null;
}

/** The last quarter completed before or on t (its exclusive end is not after t), or null. */
export function lastCompletedQuarter(t: LocalDate, quarters: readonly FiscalQuarter[]): FiscalQuarter | null {
  const completed = quarters.filter((quarter) => quarter.end <= t);
  return completed.reduce<FiscalQuarter | null>((last, next) => (last && last.end >= next.end ? last : next), null);
}

/**
 * A metric's own window at t (metrics G2). `week`: t is a Monday. `month`: t is the first of a month; 28- and 30-day
 * windows (`monthly`) become the month before t, the quarter is that of the month's last day.
 * @returns null when the fiscal calendar has no such quarter.
 */
export function windowOf(
  window: MetricWindow,
  t: LocalDate,
  period: Period,
  quarters: readonly FiscalQuarter[],
): DateRange | null {
  switch (window.kind) {
    case 'point_in_time':
      return { start: t, end: t };
    case 'trailing_year':
      return { start: yearBefore(t), end: t };
    case 'last_quarter': {
      const quarter = lastCompletedQuarter(t, quarters);
      return quarter && { start: quarter.start, end: quarter.end };
    }
    case 'quarter_to_date': {
      const quarter = fiscalQuarterAt(period === 'month' ? addDays(t, -1) : t, quarters);
      return quarter && { start: quarter.start, end: t };
    }
    case 'trailing': {
      if (period === 'month' && window.monthly) return { start: firstOfMonth(addDays(t, -1)), end: t };
      const end = addDays(t, -(window.shift ?? 0));
      return { start: addDays(end, -window.days), end };
    }
  }
}

/**
 * The evidence window: the days (91 as shipped) that end where the own window ends, or the own window where that is longer. A point
 * in time is its own evidence.
 */
export function evidenceWindowOf(own: DateRange, days: number): DateRange {
  if (own.start === own.end) return own;
  return { start: earlierOf(own.start, addDays(own.end, -days)), end: own.end };
}
