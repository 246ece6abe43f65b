import type { Knex } from 'knex';
import { isSent } from '../db/reads/is-sent.ts';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { type LockedEscalation, setEscalationSlm } from '../db/stores/escalations.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import { releaseWithheld } from '../delivery/release-withheld.ts';
import { takerOf } from '../domain/escalation.ts';
import { addressEscalation, escalationKey } from './address-escalation.ts';

/**
 * Takes a locked escalation to whoever is the rep's second-line manager by this line: a new thread with the history,
 * while the old message shrinks. Where no line is in force nothing moves.
 * @returns whose it is now.
 */
export async function moveEscalation(
  trx: Knex.Transaction,
  escalation: LockedEscalation,
  line: ReportingLine,
  now: Date,
): Promise<string | null> {
  return line.isInForce ? giveEscalation(trx, escalation, takerOf(line), now) : escalation.slmId;
}

/** Takes a locked escalation to a person, or to nobody, which the admins are told. @returns whose it is now. */
export async function giveEscalation(
  trx: Knex.Transaction,
  escalation: LockedEscalation,
  slmId: string | null,
  now: Date,
): Promise<string | null> {
  if (slmId === escalation.slmId) return slmId;
  const { escalationId, repId } = escalation;
  await setEscalationSlm(trx, escalationId, slmId, now);
  const threadKey = slmId === null ? null : escalationKey(escalationId, slmId);
  const hasThread = threadKey !== null && (await isSent(trx, threadKey));
  await addressEscalation(trx, { ...escalation, slmId }, now);
  if (threadKey !== null) await releaseWithheld(trx, threadKey);
  if (hasThread && slmId !== null) await tellOfReturn(trx, { escalationId, slmId, threadKey }, now);
  await redraw(trx, [`escalation:${escalationId}`]);
  await appendAuditEvent(trx, {
    at: now,
    actorId: null,
    action: 'escalation.moved',
    repId,
    subjectId: escalationId,
    detail: { from: escalation.slmId, to: slmId },
  });
  return slmId;
}

/** In the thread that they have: its first message is drawn again, of which Slack tells nobody. */
function tellOfReturn(
  trx: Knex.Transaction,
  { escalationId, slmId, threadKey }: { escalationId: string; slmId: string; threadKey: string },
  now: Date,
): Promise<void> {
  const asOf = now.toISOString().slice(0, 10);
  return enqueue(trx, {
    key: `escalation-followup:${escalationId}:${slmId}:${asOf}:returned`,
    kind: 'escalation_followup',
    recipientId: slmId,
    reference: { escalation_id: escalationId, as_of: asOf, what: 'returned' },
    subjects: [`escalation:${escalationId}`],
    threadKey,
    now,
  });
}
