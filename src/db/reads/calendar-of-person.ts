import type { Knex } from 'knex';
import type { BusinessCalendar } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { businessCalendars } from './business-calendars.ts';

/** The business calendar of a person on a date: of the territory that names them, else the organisation's. */
export async function calendarOfPerson(
  db: Knex,
  personId: string,
  today: LocalDate,
  { orgCalendarId }: { orgCalendarId: string },
): Promise<BusinessCalendar> {
  const row = await db<{
    rep_id: string;
    territory_id: string;
    effective_from: LocalDate;
    effective_to: LocalDate | null;
    holiday_calendar_id: string;
  }>('territory_definitions')
    .where({ rep_id: personId })
    .where('effective_from', '<=', today)
    .andWhere((open) => open.whereNull('effective_to').orWhere('effective_to', '>', today))
    .orderBy([{ column: 'effective_from', order: 'desc' }, { column: 'territory_id' }])
    .first('holiday_calendar_id');
  return (await businessCalendars(db)).get(row?.holiday_calendar_id ?? orgCalendarId);
}
