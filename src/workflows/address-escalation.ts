import type { Knex } from 'knex';
import { alertAdmins } from '../delivery/alert-admins.ts';
import { leaveBehind } from '../delivery/leave-behind.ts';
import { enqueue } from '../delivery/outbox.ts';

/** An escalation and whose it is: null where nobody above the manager can take it. */
export interface AddressedEscalation {
  escalationId: string;
  repId: string;
  slmId: string | null;
  episodeId: string | null;
  coachingId: string | null;
}

/** The key of the message that begins an escalation's thread. */
export function escalationKey(escalationId: string, slmId: string): string {
  return `escalation:${escalationId}:${slmId}`;
}

/** Begins the escalation's thread with its second-line manager, the history in it; without one the admins are told. */
export async function addressEscalation(trx: Knex.Transaction, to: AddressedEscalation, now: Date): Promise<void> {
  const { escalationId, repId, slmId } = to;
  const reference = { escalation_id: escalationId };
  if (slmId === null) {
    // Each time that it is nobody's; the auditor goes by the same day.
    const subject = `${escalationId}:${now.toISOString().slice(0, 10)}`;
    await alertAdmins(trx, { topic: 'no_slm', subject, repId, reference, now });
    return;
  }
  const subjects = [
    `escalation:${escalationId}`,
    ...(to.episodeId === null ? [] : [`episode:${to.episodeId}`]),
    ...(to.coachingId === null ? [] : [`coaching:${to.coachingId}`]),
  ];
  const threadKey = escalationKey(escalationId, slmId);
  const common = { recipientId: slmId, reference, subjects, now };
  const key = `escalation-history:${escalationId}:${slmId}`;
  // In the order in which one hangs on the other.
  for (const before of [key, threadKey]) await leaveBehind(trx, before);
  await enqueue(trx, { ...common, key: threadKey, kind: 'escalation' });
  await enqueue(trx, { ...common, key, kind: 'escalation_history', threadKey });
}
