import { type BusinessCalendar, countBusinessDays, type DateRange, isBusinessDay } from './calendar.ts';
import { datesBetween, earlierOf, laterOf } from './local-date.ts';

/**
 * The business days of a range and how many of them the rep was there: whole days only (metrics G9).
 * @param absences may overlap each other and reach beyond the range.
 */
export function availability(
  range: DateRange,
  calendar: BusinessCalendar,
  absences: readonly DateRange[],
): { readonly businessDays: number; readonly available: number } {
  const businessDays = countBusinessDays(range, calendar);
  const away = new Set<string>();
  for (const absence of absences) {
    const start = laterOf(range.start, absence.start);
    const end = earlierOf(range.end, absence.end);
    for (const date of datesBetween(start, end)) if (isBusinessDay(date, calendar)) away.add(date);
  }
  return { businessDays, available: businessDays - away.size };
}

/** True when the rep was there on fewer than half of the range's business days. A range without any is no leave. */
export function isOnLeave(range: DateRange, calendar: BusinessCalendar, absences: readonly DateRange[]): boolean {
  if (absences.length === 0) return false;
  const { businessDays, available } = availability(range, calendar, absences);
  return available * 2 < businessDays;
}
