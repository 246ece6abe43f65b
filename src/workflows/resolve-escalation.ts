import type { Knex } from 'knex';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { lockEscalation, saveResolution } from '../db/stores/escalations.ts';
import { redraw } from '../delivery/outbox.ts';
import { type EscalationOutcome, resolutionNoteFault } from '../domain/escalation.ts';
import { mayTakeEscalation, traceRefusal } from './may-take-escalation.ts';
import type { EscalationActionOutcome } from './own-escalation.ts';

export interface ResolveRequest {
  escalationId: string;
  actorId: string;
  outcome: EscalationOutcome;
  note: string;
  now: Date;
}

/** Closes the escalation, not the pattern: should that persist, the escalation opens again. */
export async function resolveEscalation(
  db: Knex,
  orgTz: string,
  request: ResolveRequest,
): Promise<EscalationActionOutcome> {
  return db.transaction(async (trx) => {
    const escalation = await lockEscalation(trx, request.escalationId);
    if (escalation === null || !(await mayTakeEscalation(trx, orgTz, { ...request, ...escalation }))) {
      await traceRefusal(trx, { ...request, asked: 'resolve', repId: escalation?.repId ?? null });
      return { outcome: 'refused', refusal: 'not_found' };
    }
    if (escalation.resolvedAt !== null) {
      await traceRefusal(trx, { ...request, asked: 'resolve', repId: escalation.repId });
      return { outcome: 'refused', refusal: 'already_resolved' };
    }
    if (resolutionNoteFault(request.note) !== null) return { outcome: 'refused', refusal: 'bad_note' };
    const { outcome, note, actorId: by, now: at } = request;
    await saveResolution(trx, escalation.escalationId, { outcome, note: note.trim(), by, at });
    await redraw(trx, [
      `escalation:${escalation.escalationId}`,
      ...(escalation.coachingId === null ? [] : [`coaching:${escalation.coachingId}`]),
    ]);
    await appendAuditEvent(trx, {
      at,
      actorId: by,
      action: 'escalation.resolved',
      repId: escalation.repId,
      subjectId: escalation.escalationId,
      detail: { outcome },
    });
    return { outcome: 'done' };
  });
}
