import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import { businessCalendars } from '../db/reads/business-calendars.ts';
import type { WaitingForPerson } from '../db/reads/waiting-items.ts';
import { enqueue } from '../delivery/outbox.ts';
import { businessDaysBefore, localDateOf } from '../domain/calendar.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';

/** The day to remind of what should go out with the digests of that date, once it has come and they have not; else null. */
export async function reminderDay(
  db: Knex,
  digestOn: LocalDate,
  { settings, thresholds, now }: { settings: OrganisationSettings; thresholds: Thresholds; now: Date },
): Promise<LocalDate | null> {
  const today = localDateOf(now, settings.orgTz);
  const calendar = (await businessCalendars(db)).get(settings.orgCalendarId);
  const day = businessDaysBefore(digestOn, thresholds.reminderBusinessDays, calendar);
  return day <= today && today < digestOn ? day : null;
}

/** Reminds one person of what waits for their decision; once before each month's digests. */
export async function remindOfWaiting(
  trx: Knex.Transaction,
  { personId, coachingIds }: WaitingForPerson,
  digestOn: LocalDate,
  now: Date,
): Promise<void> {
  await enqueue(trx, {
    key: `review-reminder:${digestOn.slice(0, 7)}:${personId}`,
    kind: 'review_reminder',
    recipientId: personId,
    reference: { digest_on: digestOn },
    subjects: coachingIds.map((id) => `coaching:${id}`),
    now,
  });
}
