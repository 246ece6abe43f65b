import type { Knex } from 'knex';
import { concernedRep } from '../db/reads/concerned-rep.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { markDone } from '../db/stores/digests.ts';
import { redraw } from '../delivery/outbox.ts';

/** A rep says that they did what a digest of theirs suggested. Recorded once; no clock reads it. */
export async function markActionDone(
  db: Knex,
  request: { coachingId: string; actorId: string; now: Date },
): Promise<{ outcome: 'done' } | { outcome: 'refused'; refusal: 'not_found' }> {
  return db.transaction(async (trx) => {
    const found = await markDone(trx, request.coachingId, request.actorId, request.now);
    if (found === null) {
      const repId = await concernedRep(trx, { coaching_id: request.coachingId });
      await appendAuditEvent(trx, {
        at: request.now,
        actorId: request.actorId,
        action: 'digest.refused',
        repId,
        subjectId: repId === null ? null : request.coachingId,
        detail: { asked: 'mark_done' },
      });
      return { outcome: 'refused', refusal: 'not_found' };
    }
    if (found.wasDone) return { outcome: 'done' };
    await redraw(trx, [`digest:${found.digestId}`, `coaching:${request.coachingId}`]);
    await appendAuditEvent(trx, {
      at: request.now,
      actorId: request.actorId,
      action: 'digest.action_done',
      repId: request.actorId,
      subjectId: request.coachingId,
      detail: {},
    });
    return { outcome: 'done' };
  });
}
