import { isHoliday } from './holidays.ts';
import { addDays, datesFrom, later, weekdayOf } from './local-dates.ts';
import type { Rep } from './roster.ts';
import { historyEnd, historyStart } from './time-frame.ts';

export interface WorkingDays {
  /** Every day the rep works, in order. */
  readonly all: readonly string[];
  /** The first of them on or after the date; null after the end of the sample. */
  onOrAfter(date: string): string | null;
}

/** No weekends, no holidays of the rep's calendar, no absences, nothing before the rep was hired. */
export function workingDaysOf(rep: Rep): WorkingDays {
  const all = datesFrom(later(historyStart, rep.hiredOn), historyEnd).filter(
    (date) =>
      weekdayOf(date) < 6 &&
      !isHoliday(rep.calendar, date) &&
      !rep.absences.some(({ from, to }) => from <= date && date < to),
  );
  const days = new Set(all);
  return {
    all,
    onOrAfter(date) {
      for (let day = date; day < historyEnd; day = addDays(day, 1)) if (days.has(day)) return day;
      return null;
    },
  };
}
