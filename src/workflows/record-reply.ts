import type { Knex } from 'knex';
import { escalationThread } from '../db/reads/escalation-thread.ts';
import { replyFate } from '../db/reads/reply-fate.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { addNote } from '../db/stores/escalation-notes.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import { mayTakeEscalation } from './may-take-escalation.ts';
import { refuseReply, replyRefusalKey } from './refuse-reply.ts';

export interface Reply {
  /** person_id of who wrote it, from the verified Slack identity. */
  authorId: string;
  channelId: string;
  /** Slack's, seconds since 1970: when it was written, however late it is handed in. */
  ts: string;
  threadTs: string;
  text: string;
  now: Date;
}

/**
 * Keeps what the second-line manager writes in an escalation's thread as a note, and marks it as read with a reaction.
 * Slack may hand in the same reply again: it is kept once. Of whoever is no longer the second-line manager it is not kept,
 * even if the escalation comes back to them, and they are told so.
 * @returns `not_a_thread` when the message stands in no escalation thread of the author's.
 */
export async function recordReply(
  db: Knex,
  orgTz: string,
  reply: Reply,
): Promise<'stored' | 'not_kept' | 'not_a_thread'> {
  return db.transaction(async (trx) => {
    const thread = await escalationThread(trx, { channelId: reply.channelId, ts: reply.threadTs });
    if (thread === null || thread.recipientId !== reply.authorId || thread.repId === reply.authorId)
      return 'not_a_thread';
    const fate = await replyFate(trx, reply, replyRefusalKey(reply));
    if (fate !== 'new') return fate === 'kept' ? 'stored' : 'not_kept';
    const asked = { actorId: reply.authorId, repId: thread.repId, slmId: thread.slmId, now: reply.now };
    if (!(await mayTakeEscalation(trx, orgTz, asked))) {
      await refuseReply(trx, thread, { ...reply, what: 'reply' });
      return 'not_kept';
    }
    const noteId = await addNote(trx, {
      escalationId: thread.escalationId,
      authorId: reply.authorId,
      body: reply.text,
      writtenAt: new Date(Number(reply.ts) * 1000),
      source: { slack: { channelId: reply.channelId, ts: reply.ts, threadTs: reply.threadTs } },
    });
    if (noteId === null) return 'stored';
    await enqueue(trx, {
      key: `note-reaction:${noteId}`,
      kind: 'note_reaction',
      recipientId: reply.authorId,
      reference: { note_id: noteId },
      now: reply.now,
    });
    await redraw(trx, [`escalation:${thread.escalationId}`]);
    await appendAuditEvent(trx, {
      at: reply.now,
      actorId: reply.authorId,
      action: 'escalation.note_added',
      repId: thread.repId,
      subjectId: thread.escalationId,
      detail: { note_id: noteId },
    });
    return 'stored';
  });
}
