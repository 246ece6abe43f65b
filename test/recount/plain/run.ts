import type { Organisation, Role } from '../rows.ts';
import { addDays, isoWeekday, localDateOf, startOfDay } from './dates.ts';

/** What is recounted: one organisation on one date. */
export interface Run {
  readonly organisation: Organisation;
  readonly t: string;
  readonly period: 'week' | 'month';
  /** Rows recorded from here on do not exist. */
  readonly runStart: string;
  readonly zone: string;
  readonly orgCalendar: string;
  readonly reportingCurrency: string;
}

/** Local dates, half-open. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** A rep at t. */
export interface Rep {
  readonly id: string;
  readonly role: Role;
  readonly segment: string | null;
  readonly calendar: string;
  readonly stintStart: string;
  readonly ramping: boolean;
  /** Two roles with as many rows on the last day: nothing about the rep is certain. */
  readonly tied: boolean;
}

export function known(run: Run, row: { recorded_at: string }): boolean {
  return row.recorded_at < run.runStart;
}

/** The instant of local midnight of a date. */
export function midnight(run: Run, date: string): string {
  return startOfDay(date, run.zone);
}

export function instantWithin(run: Run, instant: string, span: Span): boolean {
  return instant >= midnight(run, span.start) && instant < midnight(run, span.end);
}

export function dateWithin(date: string, span: Span): boolean {
  return date >= span.start && date < span.end;
}

/** The last seven days of a window. */
export function lastWeek(span: Span): Span {
  return { start: addDays(span.end, -7), end: span.end };
}

export function localDate(run: Run, instant: string): string {
  return localDateOf(instant, run.zone);
}

/** Reporting amount of one unit, at the plan rate of the fiscal year in which the window's last day lies. */
export function planRate(run: Run, currency: string, windowEnd: string): number | null {
  if (currency === run.reportingCurrency) return 1;
  const day = addDays(windowEnd, -1);
  const quarter = run.organisation.fiscal_calendar.find((one) => one.start_date <= day && day < one.end_date);
  const rate = run.organisation.fx_rate.find(
    (one) => one.currency === currency && one.fiscal_year === quarter?.fiscal_year,
  );
  return rate?.plan_rate ?? null;
}

export function isBusinessDay(run: Run, calendar: string, date: string): boolean {
  const weekend = run.organisation.business_calendar.find((one) => one.calendar_id === calendar)?.weekend_days ?? [
    6, 7,
  ];
  if (weekend.includes(isoWeekday(date))) return false;
  return !run.organisation.holiday.some((one) => one.calendar_id === calendar && one.holiday_date === date);
}

export function businessDays(run: Run, calendar: string, span: Span): string[] {
  const days: string[] = [];
  for (let day = span.start; day < span.end; day = addDays(day, 1)) {
    if (isBusinessDay(run, calendar, day)) days.push(day);
  }
  return days;
}

export function isAbsent(run: Run, repId: string, date: string): boolean {
  return run.organisation.rep_absence.some(
    (one) => one.rep_id === repId && one.from_date <= date && date < one.to_date,
  );
}

/** There for less than half of the business days. */
export function isAway(run: Run, rep: Rep, span: Span): boolean {
  const days = businessDays(run, rep.calendar, span);
  const there = days.filter((day) => !isAbsent(run, rep.id, day));
  return there.length * 2 < days.length;
}
