import type { Knex } from 'knex';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { lockEscalationOfEpisode, reopenEscalation } from '../db/stores/escalations.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { escalationKey } from './address-escalation.ts';
import { moveEscalation } from './move-escalation.ts';

export type FollowUp = 'persisting' | 'reopened' | 'improved' | 'resolved' | 'ended' | 'rep_left' | 'recurred';

/**
 * Says in the escalation's thread what became of the pattern; nothing where the episode never was escalated. A pattern
 * that persists after the escalation was resolved opens it again. It is said to whoever is the second-line manager by
 * this line, also where the escalation was another's when it was resolved.
 */
export async function followUp(
  trx: Knex.Transaction,
  episodeId: string,
  what: Exclude<FollowUp, 'reopened'>,
  { line, asOf, now }: { line: ReportingLine; asOf: LocalDate; now: Date },
): Promise<void> {
  const escalation = await lockEscalationOfEpisode(trx, episodeId);
  if (escalation === null) return;
  const { escalationId } = escalation;
  const reopens = what === 'persisting' && escalation.resolvedAt !== null;
  if (reopens) {
    await reopenEscalation(trx, escalationId);
    await redraw(trx, [`escalation:${escalationId}`]);
  }
  const slmId = await moveEscalation(trx, escalation, line, now);
  if (slmId === null) return;
  const said: FollowUp = reopens ? 'reopened' : what;
  await enqueue(trx, {
    key: `escalation-followup:${escalationId}:${slmId}:${asOf}:${said}`,
    kind: 'escalation_followup',
    recipientId: slmId,
    reference: { escalation_id: escalationId, as_of: asOf, what: said },
    subjects: [`escalation:${escalationId}`],
    threadKey: escalationKey(escalationId, slmId),
    now,
  });
}
