import type { Knex } from 'knex';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { addEscalation, type NewEscalation } from '../db/stores/escalations.ts';
import { alertAdmins } from '../delivery/alert-admins.ts';
import { enqueue } from '../delivery/outbox.ts';
import { routeToSlm } from '../domain/escalation.ts';

/**
 * Takes a pattern to the second-line manager: the escalation and every message of it, in the caller's transaction.
 * Where there is no one above the manager, the admins are told at once. Asked again for the same thing, it does nothing.
 */
export async function escalate(
  trx: Knex.Transaction,
  escalation: Omit<NewEscalation, 'managerId' | 'slmId'>,
  line: ReportingLine,
  now: Date,
): Promise<void> {
  const route = routeToSlm(line);
  const slmId = route.to === 'slm' ? route.slmId : null;
  const escalationId = await addEscalation(trx, { ...escalation, managerId: line.managerId, slmId });
  if (escalationId === null) return;
  const reference = { escalation_id: escalationId };
  const subjects = subjectsOf(escalationId, escalation);
  if (route.to === 'slm') {
    const threadKey = escalationKey(escalationId, route.slmId);
    await enqueue(trx, { key: threadKey, kind: 'escalation', recipientId: route.slmId, reference, subjects, now });
    await enqueue(trx, {
      key: `escalation-history:${escalationId}:${route.slmId}`,
      kind: 'escalation_history',
      recipientId: route.slmId,
      reference,
      subjects,
      threadKey,
      now,
    });
  } else {
    await alertAdmins(trx, { topic: 'no_slm', subject: escalationId, repId: escalation.repId, reference, now });
  }
  if (line.managerId !== null) {
    await enqueue(trx, {
      key: `escalation-notice:${escalationId}:${line.managerId}`,
      kind: 'escalation_notice',
      recipientId: line.managerId,
      reference,
      subjects: [`escalation:${escalationId}`],
      now,
    });
  }
  await appendAuditEvent(trx, {
    at: now,
    actorId: null,
    action: 'escalation.raised',
    repId: escalation.repId,
    subjectId: escalationId,
    detail: { rule: escalation.rule, to: route.to === 'slm' ? 'slm' : route.reason },
  });
}

/** The key of the message that begins an escalation's thread. */
export function escalationKey(escalationId: string, slmId: string): string {
  return `escalation:${escalationId}:${slmId}`;
}

function subjectsOf(escalationId: string, about: Pick<NewEscalation, 'episodeId' | 'coachingId'>): string[] {
  return [
    `escalation:${escalationId}`,
    ...(about.episodeId === null ? [] : [`episode:${about.episodeId}`]),
    ...(about.coachingId === null ? [] : [`coaching:${about.coachingId}`]),
  ];
}
