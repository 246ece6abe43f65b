import { beforeAll, describe, expect, test } from 'vitest';
import { digestCalendars } from '../../../src/db/reads/digest-calendars.ts';
import { firstBusinessDayOfMonth } from '../../../src/domain/calendar.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, orgTz, people } from '../../support/small-organisation.ts';

const database = useDatabase();
const [german] = people.peers;
const now = new Date('2026-05-01T10:00:00Z');

beforeAll(async () => {
  const { owner } = database;
  await loadPeople(owner, '2025-01-06');
  await owner('territory_definitions').where({ rep_id: german }).update({ holiday_calendar_id: 'DE' });
  await owner('holiday').insert([
    { calendar_id: 'DE', holiday_date: '2026-05-01', name: 'Labour Day' },
    ...['US', 'DE'].map((id) => ({ calendar_id: id, holiday_date: '2027-01-01', name: 'New Year' })),
    { calendar_id: 'US', holiday_date: '2026-09-07', name: 'Labor Day' },
  ]);
});

/** The first business days of a month: of the run, of a rep in the US, of one in Germany, and of the manager. */
async function firstDays(month: LocalDate, settings: { orgCalendarId: string; digestCalendar?: 'recipient' }) {
  const calendars = await digestCalendars(database.db, { orgTz, ...settings }, now);
  const { rep, manager } = people;
  const of = [calendars.ofRun, ...[rep, german, manager].map((id) => calendars.ofRecipient(id))];
  return of.map((calendar) => firstBusinessDayOfMonth(month, calendar));
}
const byRecipient = { orgCalendarId: 'US', digestCalendar: 'recipient' } as const;

describe('the first business day', () => {
  test('is the organisation’s for everybody, unless recipients have their own', async () => {
    expect(new Set(await firstDays('2026-05-01', { orgCalendarId: 'US' }))).toEqual(new Set(['2026-05-01']));
    expect(new Set(await firstDays('2026-05-01', { orgCalendarId: 'DE' }))).toEqual(new Set(['2026-05-04']));
  });

  test('is each recipient’s own where so configured, and the run is on the earliest', async () => {
    expect(await firstDays('2026-05-01', byRecipient)).toEqual([
      '2026-05-01',
      '2026-05-01',
      '2026-05-04',
      '2026-05-01',
    ]);
    // Who is named by no territory has the organisation's.
    expect(await firstDays('2026-05-01', { ...byRecipient, orgCalendarId: 'DE' })).toEqual([
      '2026-05-01',
      '2026-05-01',
      '2026-05-04',
      '2026-05-04',
    ]);
  });

  test('is the same where all calendars have the day off', async () => {
    expect(new Set(await firstDays('2026-08-01', byRecipient))).toEqual(new Set(['2026-08-03']));
    expect(new Set(await firstDays('2027-01-01', byRecipient))).toEqual(new Set(['2027-01-04']));
  });

  test('follows the territory of today only', async () => {
    const territory = database.owner('territory_definitions').where({ rep_id: german });
    await territory.clone().update({ effective_to: '2026-05-01' });
    expect((await firstDays('2026-05-01', { ...byRecipient, orgCalendarId: 'DE' }))[2]).toBe('2026-05-04');
    expect((await firstDays('2026-05-01', byRecipient))[2]).toBe('2026-05-01');
    await territory.clone().update({ effective_to: null });
  });
});
