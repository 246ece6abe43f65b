import type { Knex } from 'knex';
import { firstBusinessDayOfMonth, localDateOf } from '../../domain/calendar.ts';
import { addMonths, firstOfMonth, type LocalDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { digestCalendars } from './digest-calendars.ts';

const MONTHLY = 'monthly';

/**
 * The local date of the digest run that carries what is approved now: the first business day of this month while that
 * run has not begun (today, where it is overdue), else that of the next month.
 */
export async function nextDigestDate(db: Knex, settings: OrganisationSettings, now: Date): Promise<LocalDate> {
  const { ofRun: calendar } = await digestCalendars(db, settings, now);
  const today = localDateOf(now, settings.orgTz);
  const month = firstOfMonth(today);
  const thisRun = firstBusinessDayOfMonth(month, calendar);
  if (!(await hasBegun(db, month))) {
    if (today < thisRun) return thisRun;
    const since = await dueSince(db, settings.orgTz);
    if (since !== null && since < thisRun) return today;
  }
  return firstBusinessDayOfMonth(addMonths(month, 1), calendar);
}

async function hasBegun(db: Knex, month: LocalDate): Promise<boolean> {
  const row = await db<{ job: string; local_period: LocalDate }>('job_run')
    .where({ job: MONTHLY })
    .where('local_period', '>=', month)
    .first('job');
  return row !== undefined;
}

/** The local date of the bot's first start; nothing older is due. Null before it. */
async function dueSince(db: Knex, orgTz: string): Promise<LocalDate | null> {
  const row = await db<{ job: string; due_from: Date }>('job_schedule').where({ job: MONTHLY }).first('due_from');
  return row === undefined ? null : localDateOf(row.due_from, orgTz);
}
