import type { Knex } from 'knex';
import type { DateRange } from '../../domain/calendar.ts';
import type { StoredBreach } from '../../domain/daily-breach.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { onsetsBetween } from '../stores/daily-breaches.ts';

/** Flags of the four weeks up to an escalation belong to its history. */
const FLAG_DAYS = 28;

/** The days whose flags belong to the history of an escalation of that day. */
export function flagDaysUpTo(day: LocalDate): DateRange {
  return { start: addDays(day, 1 - FLAG_DAYS), end: addDays(day, 1) };
}

/** A rep's daily flags of the four weeks up to a day, oldest first. */
export function recentFlags(db: Knex, repId: string, day: LocalDate): Promise<StoredBreach[]> {
  return onsetsBetween(db, { from: flagDaysUpTo(day).start, to: day, repId });
}
