/** A date of the organisation's calendar, `YYYY-MM-DD`, without a time or a zone. Compares correctly as text. */
export type LocalDate = `${number}-${number}-${number}`;

const DAY_MS = 86_400_000;

/**
 * Checks a text that claims to be a local date.
 * @throws RangeError when it is not a real date written `YYYY-MM-DD`.
 */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`Expected a date written YYYY-MM-DD, found "${text}".`);
  return text;
}

/** True for a real date written `YYYY-MM-DD`; 2026-02-30 is none. */
export function isLocalDate(text: string): text is LocalDate {
  if (!isWrittenAsDate(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function isWrittenAsDate(text: string): text is LocalDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Days since 1970-01-01. */
function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** What a Date writes is a real date, unless the year is beyond four digits. */
function fromDayNumber(days: number): LocalDate {
  const text = new Date(days * DAY_MS).toISOString().slice(0, 10);
  return isWrittenAsDate(text) ? text : localDate(text);
}

/** The date `days` calendar days later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Calendar days from `from` (inclusive) to `to` (exclusive); negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 = Monday ... 7 = Sunday. */
export function isoWeekday(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the date's ISO week; a Monday is its own. */
export function isoMonday(date: LocalDate): LocalDate {
  return addDays(date, 1 - isoWeekday(date));
}

/** The first day of the date's month. */
export function firstOfMonth(date: LocalDate): LocalDate {
  return localDate(`${date.slice(0, 7)}-01`);
}

/**
 * The same day of the month `months` later (earlier when negative); a day the month does not have becomes its last
 * (Mar 31 minus one month: Feb 28).
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return localDate(first.toISOString().slice(0, 10));
}

/** The same day a year earlier; Feb 29 becomes Feb 28. */
export function yearBefore(date: LocalDate): LocalDate {
  return addMonths(date, -12);
}

/** The earlier of two dates. */
export function earlierOf(a: LocalDate, b: LocalDate): LocalDate {
  return b < a ? b : a;
}

/** The later of two dates. */
export function laterOf(a: LocalDate, b: LocalDate): LocalDate {
  return b > a ? b : a;
}

/** Every date of `[start, end)`, in order. */
export function datesBetween(start: LocalDate, end: LocalDate): LocalDate[] {
  const first = dayNumber(start);
  const count = Math.max(0, dayNumber(end) - first);
  return Array.from({ length: count }, (_, i) => fromDayNumber(first + i));
}
