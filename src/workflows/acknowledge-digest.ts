import type { Knex } from 'knex';
import { actionsOfDigest } from '../db/reads/actions-of-digest.ts';
import { concernedRep } from '../db/reads/concerned-rep.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { acknowledge } from '../db/stores/digests.ts';
import { redraw } from '../delivery/outbox.ts';

/** A rep confirms having read their own digest. Recorded once; no clock reads it. */
export async function acknowledgeDigest(
  db: Knex,
  request: { digestId: string; actorId: string; now: Date },
): Promise<{ outcome: 'done' } | { outcome: 'refused'; refusal: 'not_found' }> {
  return db.transaction(async (trx) => {
    const found = await acknowledge(trx, request.digestId, request.actorId, request.now);
    if (found === 'not_found') {
      const repId = await concernedRep(trx, { digest_id: request.digestId });
      await appendAuditEvent(trx, {
        at: request.now,
        actorId: request.actorId,
        action: 'digest.refused',
        repId,
        subjectId: repId === null ? null : request.digestId,
        detail: { asked: 'acknowledge' },
      });
      return { outcome: 'refused', refusal: 'not_found' };
    }
    if (found === 'now') {
      const carried = await actionsOfDigest(trx, request.digestId);
      await redraw(trx, [`digest:${request.digestId}`, ...carried.map((coachingId) => `coaching:${coachingId}`)]);
      await appendAuditEvent(trx, {
        at: request.now,
        actorId: request.actorId,
        action: 'digest.acknowledged',
        repId: request.actorId,
        subjectId: request.digestId,
        detail: {},
      });
    }
    return { outcome: 'done' };
  });
}
