import type { Knex } from 'knex';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { lockEscalation, setEscalationOwner } from '../db/stores/escalations.ts';
import { redraw } from '../delivery/outbox.ts';
import { mayTakeEscalation, traceRefusal } from './may-take-escalation.ts';

export type EscalationActionOutcome =
  | { outcome: 'done' }
  | { outcome: 'refused'; refusal: 'not_found' | 'already_resolved' | 'bad_note' };

/** The second-line manager takes the escalation on. Taking it on again changes nothing. */
export async function ownEscalation(
  db: Knex,
  orgTz: string,
  request: { escalationId: string; actorId: string; now: Date },
): Promise<EscalationActionOutcome> {
  return db.transaction(async (trx) => {
    const escalation = await lockEscalation(trx, request.escalationId);
    if (escalation === null || !(await mayTakeEscalation(trx, orgTz, { ...request, ...escalation }))) {
      await traceRefusal(trx, { ...request, asked: 'own', repId: escalation?.repId ?? null });
      return { outcome: 'refused', refusal: 'not_found' };
    }
    if (escalation.resolvedAt !== null) {
      await traceRefusal(trx, { ...request, asked: 'own', repId: escalation.repId });
      return { outcome: 'refused', refusal: 'already_resolved' };
    }
    if (escalation.ownedBy === request.actorId) return { outcome: 'done' };
    await setEscalationOwner(trx, escalation.escalationId, request.actorId);
    await redraw(trx, [`escalation:${escalation.escalationId}`]);
    await appendAuditEvent(trx, {
      at: request.now,
      actorId: request.actorId,
      action: 'escalation.owned',
      repId: escalation.repId,
      subjectId: escalation.escalationId,
      detail: {},
    });
    return { outcome: 'done' };
  });
}
