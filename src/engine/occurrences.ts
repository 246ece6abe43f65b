import { atWallTime, type BusinessCalendar, localDateOf, type WallTime } from '../domain/calendar.ts';
import { addDays, datesBetween, type LocalDate } from '../domain/local-date.ts';
import { type JobName, jobs } from './jobs.ts';

/** When jobs run: at one time of day, in one time zone, on the days of one calendar: that of the digests. */
export interface Timetable {
  readonly orgTz: string;
  readonly jobTime: WallTime;
  readonly calendar: BusinessCalendar;
}

/** One run that is due once: a job and its local period. */
export interface Occurrence {
  readonly job: JobName;
  readonly localPeriod: LocalDate;
  readonly dueAt: Date;
}

/** A month has a business day within these many days of any date, also where a holiday begins it. */
const HORIZON_DAYS = 45;

/** Occurrences in the order in which they run: by time, then by the rank of their jobs. */
export function inRunningOrder(occurrences: readonly Occurrence[]): Occurrence[] {
  return [...occurrences].sort(
    (a, b) => a.dueAt.getTime() - b.dueAt.getTime() || jobs[a.job].order - jobs[b.job].order,
  );
}

function occurrencesOn(date: LocalDate, names: readonly JobName[], timetable: Timetable): Occurrence[] {
  return names.flatMap((job) => {
    const localPeriod = jobs[job].periodDueOn(date, timetable.calendar);
    if (localPeriod === null) return [];
    return [{ job, localPeriod, dueAt: atWallTime(date, timetable.jobTime, timetable.orgTz) }];
  });
}

/** Every occurrence of the jobs due from `from` to `to`, both included, in running order. */
export function occurrencesBetween(
  names: readonly JobName[],
  from: Date,
  to: Date,
  timetable: Timetable,
): Occurrence[] {
  const dates = datesBetween(localDateOf(from, timetable.orgTz), addDays(localDateOf(to, timetable.orgTz), 1));
  const all = dates.flatMap((date) => occurrencesOn(date, names, timetable));
  return inRunningOrder(all.filter(({ dueAt }) => from <= dueAt && dueAt <= to));
}

/** The first occurrence due strictly after the instant, or null when there are no jobs. */
export function nextOccurrence(names: readonly JobName[], after: Date, timetable: Timetable): Occurrence | null {
  const today = localDateOf(after, timetable.orgTz);
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const [first] = inRunningOrder(occurrencesOn(addDays(today, days), names, timetable)).filter(
      ({ dueAt }) => dueAt > after,
    );
    if (first !== undefined) return first;
  }
  return null;
}

/** The latest period of a job that is due by the end of a local date. */
export function latestPeriod(job: JobName, asOf: LocalDate, calendar: BusinessCalendar): LocalDate {
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const period = jobs[job].periodDueOn(addDays(asOf, -days), calendar);
    if (period !== null) return period;
  }
  throw new RangeError(`No ${job} run is due in the ${HORIZON_DAYS} days before ${asOf}.`);
}
