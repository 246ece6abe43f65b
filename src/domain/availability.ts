import { type BusinessCalendar, countBusinessDays, type DateRange, isBusinessDay } from './calendar.ts';
import { below, Decimal } from './decimal.ts';
import { datesBetween, daysBetween, earlierOf, type LocalDate, laterOf } from './local-date.ts';

/** The business days of a range on which the rep was there, whole days only (metrics G9). @param absences may overlap. */
export function availableDays(
  range: DateRange,
  calendar: BusinessCalendar,
  absences: readonly DateRange[],
): LocalDate[] {
  const isAway = (date: LocalDate) => absences.some(({ start, end }) => start <= date && date < end);
  return datesBetween(range.start, range.end).filter((date) => isBusinessDay(date, calendar) && !isAway(date));
}

/**
 * The business days of a range and how many of them the rep was there.
 * @param absences may overlap each other and reach beyond the range.
 */
export function availability(
  range: DateRange,
  calendar: BusinessCalendar,
  absences: readonly DateRange[],
): { readonly businessDays: number; readonly available: number } {
  const businessDays = countBusinessDays(range, calendar);
  return { businessDays, available: businessDays - countDaysAway(range, calendar, absences) };
}

/** How many business days of the range lie in an absence. */
function countDaysAway(range: DateRange, calendar: BusinessCalendar, absences: readonly DateRange[]): number {
  let days = 0;
  let counted = range.start;
  for (const absence of absences.toSorted((a, b) => daysBetween(b.start, a.start))) {
    const away = { start: laterOf(absence.start, counted), end: earlierOf(absence.end, range.end) };
    if (away.start >= away.end) continue;
    days += countBusinessDays(away, calendar);
    counted = away.end;
  }
  return days;
}

/**
 * True when the rep was there on less than a share of the range's business days. A range without any is no leave.
 * @param least the share, 0-1.
 */
export function isOnLeave(
  range: DateRange,
  { calendar, absences }: { readonly calendar: BusinessCalendar; readonly absences: readonly DateRange[] },
  least: number,
): boolean {
  const touching = absences.filter(({ start, end }) => start < range.end && range.start < end);
  if (touching.length === 0) return false;
  const { businessDays, available } = availability(range, calendar, touching);
  return below(new Decimal(available), new Decimal(least).times(businessDays));
}
