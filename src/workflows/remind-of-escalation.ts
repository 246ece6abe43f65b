import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import { calendarOfPerson } from '../db/reads/calendar-of-person.ts';
import type { UnownedEscalation } from '../db/reads/unowned-escalations.ts';
import { lockEscalation } from '../db/stores/escalations.ts';
import { enqueue } from '../delivery/outbox.ts';
import { countBusinessDays, localDateOf } from '../domain/calendar.ts';
import { addDays } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { escalationKey } from './address-escalation.ts';

/** Reminds the second-line manager, once, in the thread of an escalation that nobody has owned for some business days. */
export async function remindOfEscalation(
  trx: Knex.Transaction,
  { escalationId, slmId, sentAt }: UnownedEscalation,
  { settings, thresholds, now }: { settings: OrganisationSettings; thresholds: Thresholds; now: Date },
): Promise<void> {
  const today = localDateOf(now, settings.orgTz);
  const calendar = await calendarOfPerson(trx, slmId, today, settings);
  const since = { start: addDays(localDateOf(sentAt, settings.orgTz), 1), end: addDays(today, 1) };
  if (countBusinessDays(since, calendar) < thresholds.unownedBusinessDays) return;
  const escalation = await lockEscalation(trx, escalationId);
  if (escalation === null || escalation.resolvedAt !== null || escalation.ownedBy !== null) return;
  if (escalation.slmId !== slmId) return;
  await enqueue(trx, {
    key: `escalation-reminder:${escalationId}:${slmId}`,
    kind: 'escalation_reminder',
    recipientId: slmId,
    reference: { escalation_id: escalationId },
    subjects: [`escalation:${escalationId}`],
    threadKey: escalationKey(escalationId, slmId),
    now,
  });
}
