import type { Knex } from 'knex';
import { managerContext } from '../db/reads/manager-context.ts';
import { reportingFacts } from '../db/reads/reporting-facts.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { lockPattern, saveContext } from '../db/stores/manager-contexts.ts';
import { redraw } from '../delivery/outbox.ts';
import { type ContextRefusal, changeContext } from '../domain/manager-context.ts';
import { maySee, relationsOf } from '../domain/visibility.ts';

export type ContextOutcome = { outcome: 'done' } | { outcome: 'refused'; refusal: ContextRefusal | 'not_found' };

export interface ContextRequest {
  episodeId: string;
  /** The version that the person started from; 0: there was none. */
  seenVersion: number;
  /** Empty takes it back. */
  text: string;
  actorId: string;
  now: Date;
}

/** Keeps the manager's words beside a pattern until it escalates, with which they go; the same words again change nothing. */
export async function writeContext(db: Knex, orgTz: string, request: ContextRequest): Promise<ContextOutcome> {
  const { episodeId, actorId, now } = request;
  return db.transaction(async (trx) => {
    const pattern = await lockPattern(trx, episodeId);
    const refuse = async (refusal: ContextRefusal | 'not_found'): Promise<ContextOutcome> => {
      await audit(trx, request, pattern?.repId ?? null, { result: refusal });
      return { outcome: 'refused', refusal };
    };
    if (pattern === null || !(await mayAddContext(trx, orgTz, { actorId, repId: pattern.repId, now }))) {
      return refuse('not_found');
    }
    const context = await managerContext(trx, episodeId);
    const result = changeContext({ ...pattern, context }, request.text, request.seenVersion);
    if (!result.ok) return refuse(result.refusal);
    if (!result.isChange) return { outcome: 'done' };
    await saveContext(trx, { episodeId, authorId: actorId, text: result.text, at: now });
    await audit(trx, request, pattern.repId, { result: result.text === null ? 'taken_back' : 'written' });
    await redraw(trx, [`episode:${episodeId}`]);
    return { outcome: 'done' };
  });
}

/** Whether the person is the rep's manager, or stands in for them, at the moment. */
export async function mayAddContext(
  db: Knex,
  orgTz: string,
  { actorId, repId, now }: { actorId: string; repId: string; now: Date },
): Promise<boolean> {
  const facts = await reportingFacts(db, { personId: actorId, repId }, { orgTz, now });
  return maySee(relationsOf(facts), 'add_context', { escalationOpen: false });
}

function audit(
  trx: Knex.Transaction,
  { episodeId, actorId, now }: ContextRequest,
  repId: string | null,
  detail: { result: string },
): Promise<void> {
  const subjectId = repId === null ? null : episodeId;
  return appendAuditEvent(trx, { at: now, actorId, action: 'pattern.context', repId, subjectId, detail });
}
