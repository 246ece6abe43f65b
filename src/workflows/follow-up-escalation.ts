import type { Knex } from 'knex';
import { lockEscalationOfEpisode, reopenEscalation } from '../db/stores/escalations.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { escalationKey } from './address-escalation.ts';

export type FollowUp = 'persisting' | 'reopened' | 'improved' | 'resolved' | 'ended' | 'recurred';

/**
 * Says in the escalation's thread what became of the pattern; nothing where the episode never was escalated. A pattern
 * that persists after the escalation was resolved opens it again.
 */
export async function followUp(
  trx: Knex.Transaction,
  episodeId: string,
  what: Exclude<FollowUp, 'reopened'>,
  asOf: LocalDate,
  now: Date,
): Promise<void> {
  const escalation = await lockEscalationOfEpisode(trx, episodeId);
  if (escalation === null) return;
  const reopens = what === 'persisting' && escalation.resolvedAt !== null;
  if (reopens) {
    await reopenEscalation(trx, escalation.escalationId);
    await redraw(trx, [`escalation:${escalation.escalationId}`]);
  }
  if (escalation.slmId === null) return;
  const said: FollowUp = reopens ? 'reopened' : what;
  await enqueue(trx, {
    key: `escalation-followup:${escalation.escalationId}:${asOf}:${said}`,
    kind: 'escalation_followup',
    recipientId: escalation.slmId,
    reference: { escalation_id: escalation.escalationId, as_of: asOf, what: said },
    threadKey: escalationKey(escalation.escalationId, escalation.slmId),
    now,
  });
}
