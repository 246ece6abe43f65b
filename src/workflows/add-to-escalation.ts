import type { Knex } from 'knex';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { addNote } from '../db/stores/escalation-notes.ts';
import { lockEscalation } from '../db/stores/escalations.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import { contextFault } from '../domain/manager-context.ts';
import { escalationKey } from './address-escalation.ts';
import { traceRefusal } from './may-take-escalation.ts';
import type { EscalationActionOutcome } from './own-escalation.ts';
import { mayAddContext } from './write-context.ts';

export interface EscalationContextRequest {
  escalationId: string;
  /** Slack's id of the modal that was submitted: one word a modal. */
  viewId: string;
  text: string;
  actorId: string;
  now: Date;
}

/**
 * Keeps a word of the manager with an open escalation and says it in the second-line manager's thread. While it is
 * nobody's, it waits in the history for whoever takes it.
 */
export async function addToEscalation(
  db: Knex,
  orgTz: string,
  request: EscalationContextRequest,
): Promise<EscalationActionOutcome> {
  const { escalationId, actorId, now } = request;
  return db.transaction(async (trx) => {
    const escalation = await lockEscalation(trx, escalationId);
    const repId = escalation?.repId ?? null;
    if (escalation === null || !(await mayAddContext(trx, orgTz, { actorId, repId: escalation.repId, now }))) {
      await traceRefusal(trx, { ...request, asked: 'add_context', repId });
      return { outcome: 'refused', refusal: 'not_found' };
    }
    if (escalation.resolvedAt !== null) {
      await traceRefusal(trx, { ...request, asked: 'add_context', repId });
      return { outcome: 'refused', refusal: 'already_resolved' };
    }
    if (contextFault(request.text) !== null) return { outcome: 'refused', refusal: 'bad_note' };
    const noteId = await addNote(trx, {
      escalationId,
      authorId: actorId,
      body: request.text.trim(),
      writtenAt: now,
      source: { viewId: request.viewId },
    });
    if (noteId === null) return { outcome: 'done' };
    const { slmId } = escalation;
    if (slmId !== null) {
      await enqueue(trx, {
        key: `escalation-context:${noteId}:${slmId}`,
        kind: 'escalation_context',
        recipientId: slmId,
        reference: { escalation_id: escalationId, note_id: noteId },
        subjects: [`escalation:${escalationId}`],
        threadKey: escalationKey(escalationId, slmId),
        now,
      });
    }
    await redraw(trx, [`escalation:${escalationId}`]);
    await appendAuditEvent(trx, {
      at: now,
      actorId,
      action: 'escalation.context_added',
      repId,
      subjectId: escalationId,
      detail: { note_id: noteId },
    });
    return { outcome: 'done' };
  });
}
