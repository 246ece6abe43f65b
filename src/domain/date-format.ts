import { TZDate } from '@date-fns/tz';
import { addDays, type LocalDate } from './local-date.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A local date as people read it wherever they are: "2 Mar 2026". */
export function formatDate(date: LocalDate): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** The day of a date that is clear from where it stands: "2 Mar". */
export function formatDay(date: LocalDate): string {
  const { month, day } = partsOf(date);
  return `${day} ${MONTHS[month - 1]}`;
}

/** A half-open range by its first and last day: "5 Jan to 1 Mar 2026". An empty one is its day: "on 2 Mar 2026". */
export function formatRange(start: LocalDate, end: LocalDate): string {
  if (start >= end) return `on ${formatDate(start)}`;
  const last = addDays(end, -1);
  if (last === start) return formatDate(start);
  const [from, to] = [partsOf(start), partsOf(last)];
  const first = from.year === to.year ? `${from.day} ${MONTHS[from.month - 1]}` : formatDate(start);
  return `${first} to ${formatDate(last)}`;
}

/** The month of a date: "March 2026". */
export function formatMonth(date: LocalDate): string {
  const { year, month } = partsOf(date);
  return `${LONG_MONTHS[month - 1]} ${year}`;
}

/** An instant on the reader's own clock: "2 Mar 2026, 09:14". @param timeZone IANA name. */
export function formatInstant(instant: Date, timeZone: string): string {
  const local = new TZDate(instant.getTime(), timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${local.getDate()} ${MONTHS[local.getMonth()]} ${local.getFullYear()}`;
  return `${date}, ${two(local.getHours())}:${two(local.getMinutes())}`;
}

function partsOf(date: LocalDate): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month, day };
}
