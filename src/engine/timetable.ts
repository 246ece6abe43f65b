import type { Knex } from 'knex';
import { businessCalendars } from '../db/reads/business-calendars.ts';
import type { WallTime } from '../domain/calendar.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { Timetable } from './occurrences.ts';

export interface TimetableSettings extends Pick<OrganisationSettings, 'orgTz' | 'orgCalendarId'> {
  /** When jobs run, `HH:MM` on the organisation's wall clock. */
  readonly jobTime: string;
}

/** @throws RangeError when it is not a time of day written `HH:MM`. */
export function wallTime(text: string): WallTime {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined)
    throw new RangeError(`Expected a time written HH:MM, found "${text}".`);
  return { hour: Number(hour), minute: Number(minute) };
}

/** The timetable by the organisation's calendar as it is now. */
export async function loadTimetable(db: Knex, settings: TimetableSettings): Promise<Timetable> {
  const calendars = await businessCalendars(db);
  return {
    orgTz: settings.orgTz,
    jobTime: wallTime(settings.jobTime),
    calendar: calendars.get(settings.orgCalendarId),
  };
}
