import { type BusinessCalendar, countBusinessDays, type DateRange } from './calendar.ts';
import { Decimal } from './decimal.ts';
import { addDays, daysBetween, earlierOf, type LocalDate, laterOf } from './local-date.ts';

/** A stretch of a quarter with a quota of its own. */
export interface QuotaSlice extends DateRange {
  /** Net of relief. */
  readonly quota: Decimal;
  /** Shares of the slice's weeks, which are counted from its start; null: every business day weighs the same. */
  readonly weights: readonly Decimal[] | null;
}

/** How much of a slice's quota is to be reached before t, by the weight of the time that has passed: 0 to 1. */
export function elapsedShare(slice: QuotaSlice, t: LocalDate, calendar: BusinessCalendar): Decimal {
  const until = earlierOf(laterOf(t, slice.start), slice.end);
  if (until === slice.end) return new Decimal(1);
  if (slice.weights === null) return elapsedDays(slice, until, calendar);
  return slice.weights.reduce((sum, weight, week) => {
    const start = addDays(slice.start, 7 * week);
    const range = { start, end: earlierOf(addDays(start, 7), slice.end) };
    return sum.plus(weight.times(elapsedDays(range, until, calendar)));
  }, new Decimal(0));
}

/** The share of the range's business days that are before the date; of calendar days, where it has no business day. */
function elapsedDays(range: DateRange, until: LocalDate, calendar: BusinessCalendar): Decimal {
  if (until <= range.start) return new Decimal(0);
  const passed = { start: range.start, end: earlierOf(until, range.end) };
  const days = countBusinessDays(range, calendar);
  if (days > 0) return new Decimal(countBusinessDays(passed, calendar)).div(days);
  return new Decimal(daysBetween(passed.start, passed.end)).div(daysBetween(range.start, range.end));
}
