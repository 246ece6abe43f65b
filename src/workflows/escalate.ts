import type { Knex } from 'knex';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { markEscalated } from '../db/stores/coaching-log.ts';
import { addEscalation, type NewEscalation } from '../db/stores/escalations.ts';
import { redraw } from '../delivery/outbox.ts';
import { routeToSlm } from '../domain/escalation.ts';
import { decidersOf } from '../domain/visibility.ts';
import { addressEscalation } from './address-escalation.ts';
import { tellOfEscalation } from './tell-managers.ts';
import { tellOfNoManager } from './tell-of-no-manager.ts';

/**
 * Takes a pattern to the second-line manager: the escalation, its row and every message of it, in the caller's transaction.
 * Where there is no manager, or no one above them, the admins are told at once. Asked again for the same thing, it does
 * nothing.
 */
export async function escalate(
  trx: Knex.Transaction,
  escalation: Omit<NewEscalation, 'managerId' | 'slmId' | 'now'>,
  line: ReportingLine,
  now: Date,
): Promise<void> {
  const route = routeToSlm(line);
  const slmId = route.to === 'slm' ? route.slmId : null;
  const escalationId = await addEscalation(trx, { ...escalation, managerId: line.managerId, slmId, now });
  if (escalationId === null) return;
  if (escalation.coachingId !== null) {
    await markEscalated(trx, escalation.coachingId, escalation.asOf);
    await redraw(trx, [`coaching:${escalation.coachingId}`]);
  }
  await addressEscalation(trx, { ...escalation, escalationId, slmId }, now);
  for (const recipientId of decidersOf(line)) {
    // Who stands in and is the second-line manager has the escalation itself.
    if (recipientId !== slmId) await tellOfEscalation(trx, { ...escalation, escalationId }, { recipientId, now });
  }
  if (line.managerId === null) {
    const { repId, asOf } = escalation;
    await tellOfNoManager(trx, { repId, on: asOf, now });
  }
  await appendAuditEvent(trx, {
    at: now,
    actorId: null,
    action: 'escalation.raised',
    repId: escalation.repId,
    subjectId: escalationId,
    detail: { rule: escalation.rule, to: route.to === 'slm' ? 'slm' : route.reason },
  });
}
