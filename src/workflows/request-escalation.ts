import type { Knex } from 'knex';
import { openRowsOfRep } from '../db/reads/open-rows-of-rep.ts';
import { personWithId } from '../db/reads/person-named.ts';
import { reportingFacts } from '../db/reads/reporting-facts.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { roleStints } from '../db/reads/role-stints.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { retryTransient } from '../db/transient-fault.ts';
import { localDateOf, startOfDay } from '../domain/calendar.ts';
import { requestNoteFault } from '../domain/escalation-request.ts';
import { addDays } from '../domain/local-date.ts';
import { maySee, relationsOf } from '../domain/visibility.ts';
import { escalate } from './escalate.ts';

export interface EscalationRequest {
  readonly repId: string;
  /** The row under way that it is about; null: about none. */
  readonly coachingId: string | null;
  readonly note: string;
  /** Slack's id of the modal that was submitted: one escalation a modal. */
  readonly viewId: string;
  /** person_id, from the verified Slack identity. */
  readonly actorId: string;
  readonly now: Date;
}

export type RequestOutcome =
  | { outcome: 'done' }
  /** `not_found`: no such rep, or none of this person's. `item_over`: what was picked is under way no more. */
  | { outcome: 'refused'; refusal: 'not_found' | 'bad_note' | 'item_over' };

/** Whether the person may ask for help about the rep today: as manager, or who stands in; nobody about themselves. */
export async function mayRequestEscalation(
  db: Knex,
  orgTz: string,
  { actorId, repId, now }: Pick<EscalationRequest, 'actorId' | 'repId' | 'now'>,
): Promise<boolean> {
  const facts = await reportingFacts(db, { personId: actorId, repId }, { orgTz, now });
  return maySee(relationsOf(facts), 'request_escalation', { escalationOpen: false });
}

/**
 * Takes a rep to the second-line manager because the manager asks for it (E5): the escalation with the note, its row and
 * every message in one transaction. The same modal again changes nothing.
 */
export async function requestEscalation(db: Knex, orgTz: string, request: EscalationRequest): Promise<RequestOutcome> {
  return retryTransient(() => db.transaction((trx) => requestIn(trx, orgTz, request)));
}

async function requestIn(trx: Knex.Transaction, orgTz: string, request: EscalationRequest): Promise<RequestOutcome> {
  const { repId, coachingId, now } = request;
  const today = localDateOf(now, orgTz);
  if (!(await mayRequestEscalation(trx, orgTz, request))) return refuse(trx, request, 'not_found');
  const tomorrow = addDays(today, 1);
  const [stint] = await roleStints(trx, tomorrow, startOfDay(tomorrow, orgTz), now, repId);
  if (stint === undefined) return refuse(trx, request, 'not_found');
  if (requestNoteFault(request.note) !== null) return { outcome: 'refused', refusal: 'bad_note' };
  const rows = coachingId === null ? [] : await openRowsOfRep(trx, repId, today);
  const row = rows.find((one) => one.coachingId === coachingId) ?? null;
  if (coachingId !== null && row === null) return refuse(trx, request, 'item_over');
  const about = { rule: 'E5', repId, role: stint.role, asOf: today } as const;
  const line = await reportingLine(trx, repId, { orgTz, now });
  await escalate(
    trx,
    {
      ...about,
      episodeId: row?.episodeId ?? null,
      coachingId,
      dedupKey: `E5:${request.viewId}`,
      request: { by: request.actorId, note: request.note.trim() },
    },
    line,
    now,
  );
  return { outcome: 'done' };
}

async function refuse(
  trx: Knex.Transaction,
  { repId, actorId, now }: EscalationRequest,
  refusal: 'not_found' | 'item_over',
): Promise<RequestOutcome> {
  await appendAuditEvent(trx, {
    at: now,
    actorId,
    action: 'escalation.refused',
    repId: (await personWithId(trx, repId))?.personId ?? null,
    subjectId: null,
    detail: { asked: 'request', result: refusal },
  });
  return { outcome: 'refused', refusal };
}
