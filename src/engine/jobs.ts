import { type BusinessCalendar, isBusinessDay } from '../domain/calendar.ts';
import { datesBetween, firstOfMonth, isoWeekday, type LocalDate } from '../domain/local-date.ts';

export const jobNames = ['weekly', 'daily', 'monthly'] as const;
export type JobName = (typeof jobNames)[number];

export interface Job {
  readonly name: JobName;
  /** Of jobs that are due at the same time, the smaller goes first. */
  readonly order: number;
  /**
   * The local period of the run that is due on this date, or null when none is. A run of a period looks back from its
   * first day: the Monday of the week, the day itself, the first of the month.
   */
  readonly periodDueOn: (date: LocalDate, calendar: BusinessCalendar) => LocalDate | null;
  /**
   * Each run builds on the one before: one at a time, and none is begun before an earlier one ended or after a later one
   * has begun.
   */
  readonly isInOrder: boolean;
}

function isFirstBusinessDay(date: LocalDate, calendar: BusinessCalendar): boolean {
  if (!isBusinessDay(date, calendar)) return false;
  return !datesBetween(firstOfMonth(date), date).some((earlier) => isBusinessDay(earlier, calendar));
}

/** Every job there is. A job is scheduled when it has a handler. */
export const jobs: Readonly<Record<JobName, Job>> = {
  weekly: {
    name: 'weekly',
    order: 1,
    periodDueOn: (date) => (isoWeekday(date) === 1 ? date : null),
    isInOrder: true,
  },
  daily: {
    name: 'daily',
    order: 2,
    periodDueOn: (date) => date,
    isInOrder: true,
  },
  monthly: {
    name: 'monthly',
    order: 3,
    periodDueOn: (date, calendar) => (isFirstBusinessDay(date, calendar) ? firstOfMonth(date) : null),
    isInOrder: false,
  },
};
