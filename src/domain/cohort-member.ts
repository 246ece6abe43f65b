import type { BusinessCalendar, DateRange } from './calendar.ts';
import type { LocalDate } from './local-date.ts';
import type { Role } from './metric.ts';

/** A rep at t, as every metric needs them. */
export interface CohortMember {
  readonly repId: string;
  readonly role: Role;
  /** The role cannot be told from the latest day's activities: whatever is read is of poor quality. */
  readonly isTied: boolean;
  readonly stintStart: LocalDate;
  readonly segment: string | null;
  readonly calendar: BusinessCalendar;
  /** Of the year before t at least; may overlap. */
  readonly absences: readonly DateRange[];
  readonly isRamping: boolean;
  /** Available on fewer than half of the scored week's business days: the clock stands still. */
  readonly isLeaveWeek: boolean;
}
