import type { Knex } from 'knex';
import { firstBusinessDayOfMonth, localDateOf } from '../../domain/calendar.ts';
import { addMonths, firstOfMonth, type LocalDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { businessCalendars } from './business-calendars.ts';

/**
 * The local date of the digest run that carries what is approved now: the first business day of this month while no
 * digest of it has been composed and the day is not over, else that of the next month.
 */
export async function nextDigestDate(db: Knex, settings: OrganisationSettings, now: Date): Promise<LocalDate> {
  const calendar = (await businessCalendars(db)).get(settings.orgCalendarId);
  const today = localDateOf(now, settings.orgTz);
  const thisMonth = firstBusinessDayOfMonth(today, calendar);
  if (today <= thisMonth && !(await hasRun(db, addMonths(firstOfMonth(today), -1)))) return thisMonth;
  return firstBusinessDayOfMonth(addMonths(firstOfMonth(today), 1), calendar);
}

async function hasRun(db: Knex, periodMonth: LocalDate): Promise<boolean> {
  const row = await db<{ digest_id: string; period_month: LocalDate }>('digest')
    .where({ period_month: periodMonth })
    .first('digest_id');
  return row !== undefined;
}
