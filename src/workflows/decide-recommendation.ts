import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { reportingFacts } from '../db/reads/reporting-facts.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import {
  type LockedCoachingItem,
  lockCoachingItem,
  type StoredDecision,
  saveDecision,
} from '../db/stores/coaching-log.ts';
import { retryTransient } from '../db/transient-fault.ts';
import { redraw } from '../delivery/outbox.ts';
import { type Decision, decide, type Refusal } from '../domain/approval.ts';
import { decidersOf, maySee, type ReportingFacts, relationsOf } from '../domain/visibility.ts';
import { askToReview } from './request-review.ts';

export type DecisionOutcome =
  | { outcome: 'done' }
  /** `not_found`: there is no such item, or none for this person; they get the same answer. */
  | { outcome: 'refused'; refusal: Refusal | 'not_found' };

export interface DecisionRequest {
  coachingId: string;
  /** The version of the item that the person was looking at. */
  seenVersion: number;
  decision: Decision;
  /** person_id, from the verified Slack identity. */
  actorId: string;
  now: Date;
}

/** Where it is decided. */
export interface DecisionPlace {
  readonly orgTz: string;
  readonly catalog: Catalog;
}

/**
 * Approves, modifies, dismisses or puts back a recommendation. Whoever may decide is asked here, on the day it is
 * decided. Of two people at once one wins, and the other is told what holds.
 */
export async function decideRecommendation(
  db: Knex,
  place: DecisionPlace,
  request: DecisionRequest,
): Promise<DecisionOutcome> {
  return retryTransient(() => db.transaction((trx) => decideIn(trx, place, request)));
}

async function decideIn(
  trx: Knex.Transaction,
  { orgTz, catalog }: DecisionPlace,
  request: DecisionRequest,
): Promise<DecisionOutcome> {
  const item = await lockCoachingItem(trx, request.coachingId);
  const facts = item === null ? null : await factsOf(trx, item.repId, orgTz, request);
  if (item === null || facts === null || !maySee(relationsOf(facts), 'decide_action', { escalationOpen: false })) {
    await audit(trx, request, item, 'refused', 'not_found');
    return { outcome: 'refused', refusal: 'not_found' };
  }
  const result = decide(item, request.decision, request.seenVersion);
  if (!result.ok) {
    await audit(trx, request, item, 'refused', result.refusal);
    return { outcome: 'refused', refusal: result.refusal };
  }
  await saveDecision(trx, item.coachingId, item.version, storedDecision(item, result, request, absentManagerOf(facts)));
  await audit(trx, request, item, whatWasDone(request.decision, result.status), result.status);
  await redraw(trx, [`coaching:${item.coachingId}`]);
  if (request.decision.kind === 'undo') await askAgain(trx, item, { facts, now: request.now, catalog });
  return { outcome: 'done' };
}

/** It waits again: whoever came to answer for the rep while it was decided was never asked about it. */
async function askAgain(
  trx: Knex.Transaction,
  { coachingId, repId, version }: LockedCoachingItem,
  { facts, now, catalog }: { facts: ReportingFacts; now: Date; catalog: Catalog },
): Promise<void> {
  for (const recipientId of decidersOf(facts)) {
    const key = `undone:${coachingId}:${version}`;
    await askToReview(trx, { repId, recipientId, only: coachingId, key, from: null, now, catalog });
  }
}

function factsOf(trx: Knex.Transaction, repId: string, orgTz: string, { actorId, now }: DecisionRequest) {
  return reportingFacts(trx, { personId: actorId, repId }, { orgTz, now });
}

/** For whom somebody decides who is not the manager. */
function absentManagerOf({ personId, managerId }: ReportingFacts): string | null {
  return personId === managerId ? null : managerId;
}

function storedDecision(
  item: LockedCoachingItem,
  result: { status: StoredDecision['status']; action: string },
  { decision, actorId, now }: DecisionRequest,
  absentManagerId: string | null,
): StoredDecision {
  const undone = decision.kind === 'undo';
  return {
    status: result.status,
    action: undone ? (item.originalAction ?? item.recommendedAction) : result.action,
    originalAction: result.status === 'modified' ? item.recommendedAction : null,
    decidedBy: undone ? null : actorId,
    decidedFor: undone ? null : absentManagerId,
    decidedAt: undone ? null : now,
    dismissReason: decision.kind === 'dismiss' ? decision.reason : null,
    note: decision.kind === 'dismiss' ? decision.note : null,
  };
}

/** A text sent back unchanged is an approval like any other. */
function whatWasDone({ kind }: Decision, status: StoredDecision['status']): Decision['kind'] {
  return kind === 'modify' && status === 'approved' ? 'approve' : kind;
}

function audit(
  trx: Knex.Transaction,
  request: DecisionRequest,
  item: LockedCoachingItem | null,
  what: string,
  result: string,
): Promise<void> {
  return appendAuditEvent(trx, {
    at: request.now,
    actorId: request.actorId,
    action: `recommendation.${what}`,
    repId: item?.repId ?? null,
    subjectId: item?.coachingId ?? null,
    detail: { asked: request.decision.kind, result },
  });
}
