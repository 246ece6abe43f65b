import type { Knex } from 'knex';
import { escalationsNotResolved } from '../db/reads/escalations-not-resolved.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { lockEscalation, setEscalationSlm } from '../db/stores/escalations.ts';
import { redraw } from '../delivery/outbox.ts';
import { releaseWithheld } from '../delivery/release-withheld.ts';
import { routeToSlm } from '../domain/escalation.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { addressEscalation, escalationKey } from './address-escalation.ts';

/**
 * Takes every open escalation to whoever is the rep's second-line manager now: a new thread with the history, while the
 * old message shrinks. One that no one could take goes out as soon as there is someone. Of a rep who has left nothing
 * moves. May be repeated at any time.
 */
export async function followReportingLines(db: Knex, moment: OrganisationMoment): Promise<void> {
  for (const escalation of await escalationsNotResolved(db)) {
    const line = await reportingLine(db, escalation.repId, moment);
    if (!line.isInForce) continue;
    const route = routeToSlm(line);
    const slmId = route.to === 'slm' ? route.slmId : null;
    if (slmId !== escalation.slmId)
      await db.transaction((trx) => move(trx, escalation.escalationId, slmId, moment.now));
  }
}

async function move(trx: Knex.Transaction, escalationId: string, slmId: string | null, now: Date): Promise<void> {
  const escalation = await lockEscalation(trx, escalationId);
  if (escalation === null || escalation.resolvedAt !== null || escalation.slmId === slmId) return;
  await setEscalationSlm(trx, escalationId, slmId);
  await addressEscalation(trx, { ...escalation, slmId }, now);
  if (slmId !== null) await releaseWithheld(trx, escalationKey(escalationId, slmId));
  await redraw(trx, [`escalation:${escalationId}`]);
  await appendAuditEvent(trx, {
    at: now,
    actorId: null,
    action: 'escalation.moved',
    repId: escalation.repId,
    subjectId: escalationId,
    detail: { from: escalation.slmId, to: slmId },
  });
}
