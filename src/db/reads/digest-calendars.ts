import type { Knex } from 'knex';
import { type BusinessCalendar, localDateOf, workedByAny } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { businessCalendars } from './business-calendars.ts';

/** By whose business days digests and roll-ups go out. */
export interface DigestCalendars {
  /** Of the run that composes them: a day is worked when it is so in any recipient's calendar. */
  readonly ofRun: BusinessCalendar;
  /** Of a recipient (person_id). */
  ofRecipient(personId: string): BusinessCalendar;
}

type Settings = Pick<OrganisationSettings, 'orgTz' | 'orgCalendarId' | 'digestCalendar'>;

/** The organisation's calendar for everybody, or, where so configured, of the territory that names the person today. */
export async function digestCalendars(db: Knex, settings: Settings, now: Date): Promise<DigestCalendars> {
  const calendars = await businessCalendars(db);
  const own = calendars.get(settings.orgCalendarId);
  if (settings.digestCalendar !== 'recipient') return { ofRun: own, ofRecipient: () => own };
  const byPerson = await calendarIdsOfPeople(db, localDateOf(now, settings.orgTz));
  const inUse = new Set([settings.orgCalendarId, ...byPerson.values()]);
  return {
    ofRun: workedByAny([...inUse].map((id) => calendars.get(id))),
    ofRecipient: (personId) => calendars.get(byPerson.get(personId) ?? settings.orgCalendarId),
  };
}

async function calendarIdsOfPeople(db: Knex, today: LocalDate): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.raw<{ rows: { rep_id: string; holiday_calendar_id: string }[] }>(
    `select distinct on (rep_id) rep_id, holiday_calendar_id
     from territory_definitions
     where rep_id is not null and effective_from <= :today and (effective_to is null or effective_to > :today)
     order by rep_id, effective_from desc, territory_id`,
    { today },
  );
  return new Map(rows.map((row) => [row.rep_id, row.holiday_calendar_id]));
}
