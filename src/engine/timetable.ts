import type { Knex } from 'knex';
import { digestCalendars } from '../db/reads/digest-calendars.ts';
import type { WallTime } from '../domain/calendar.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { Timetable } from './occurrences.ts';

export interface TimetableSettings extends Pick<OrganisationSettings, 'orgTz' | 'orgCalendarId' | 'digestCalendar'> {
  /** When jobs run, `HH:MM` on the organisation's wall clock. */
  readonly jobTime: string;
}

/** What jobs go by. */
export type JobSettings = OrganisationSettings & TimetableSettings;

/** @throws RangeError when it is not a time of day written `HH:MM`. */
export function wallTime(text: string): WallTime {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined)
    throw new RangeError(`Expected a time written HH:MM, found "${text}".`);
  return { hour: Number(hour), minute: Number(minute) };
}

/** The timetable by the calendars as they are now. */
export async function loadTimetable(db: Knex, settings: TimetableSettings, now: Date): Promise<Timetable> {
  const { ofRun } = await digestCalendars(db, settings, now);
  return {
    orgTz: settings.orgTz,
    jobTime: wallTime(settings.jobTime),
    calendar: ofRun,
  };
}
