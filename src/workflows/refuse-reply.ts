import type { Knex } from 'knex';
import type { EscalationThread } from '../db/reads/escalation-thread.ts';
import type { SlackMessageRef } from '../db/stores/escalation-notes.ts';
import { enqueue } from '../delivery/outbox.ts';
import { traceRefusal } from './may-take-escalation.ts';

/** The key of the word to somebody whose reply, or change of it, was not kept: once a reply. */
export function replyRefusalKey({ channelId, ts }: SlackMessageRef): string {
  return `reply-not-kept:${channelId}:${ts}`;
}

/**
 * Tells somebody in their thread of an escalation, which has moved, that what they wrote or changed there was not kept.
 * Through the outbox, since it matters and may be noticed long after it was written.
 */
export async function refuseReply(
  trx: Knex.Transaction,
  { escalationId, repId, recipientId, threadKey }: EscalationThread,
  refused: SlackMessageRef & { what: 'reply' | 'edit'; now: Date },
): Promise<void> {
  const { what, now } = refused;
  await enqueue(trx, {
    key: replyRefusalKey(refused),
    kind: 'reply_not_kept',
    recipientId,
    reference: { escalation_id: escalationId, what },
    threadKey,
    now,
  });
  await traceRefusal(trx, { actorId: recipientId, escalationId, asked: what, repId, now });
}
