import type { Knex } from 'knex';
import { reportingFacts } from '../db/reads/reporting-facts.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { maySee, relationsOf } from '../domain/visibility.ts';

/**
 * Whether the person is the rep's second-line manager on the day of `now`, and so may act in the escalation's thread. Of
 * a rep who has left, the escalation's own second-line manager stays.
 */
export async function mayTakeEscalation(
  db: Knex,
  orgTz: string,
  asked: { actorId: string; repId: string; slmId: string | null; now: Date },
): Promise<boolean> {
  const facts = await reportingFacts(
    db,
    { personId: asked.actorId, repId: asked.repId, slmOfEscalation: asked.slmId },
    { orgTz, now: asked.now },
  );
  return maySee(relationsOf(facts), 'escalation_thread', { escalationOpen: true });
}

/** Leaves a trace of somebody who asked for what is not theirs; they are told that there is nothing. */
export function traceRefusal(
  trx: Knex.Transaction,
  refused: { actorId: string; escalationId: string; asked: string; repId: string | null; now: Date },
): Promise<void> {
  const { actorId, escalationId, asked, repId, now } = refused;
  const subjectId = repId === null ? null : escalationId;
  return appendAuditEvent(trx, { at: now, actorId, action: 'escalation.refused', repId, subjectId, detail: { asked } });
}
