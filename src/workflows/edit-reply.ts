import type { Knex } from 'knex';
import { threadOfReply } from '../db/reads/escalation-thread.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { editNote } from '../db/stores/escalation-notes.ts';
import { redraw } from '../delivery/outbox.ts';
import { mayTakeEscalation } from './may-take-escalation.ts';
import { refuseReply } from './refuse-reply.ts';

/**
 * Follows an edit of a stored reply; the earlier text is kept. Of whoever is no longer the second-line manager it is not
 * followed, and they are told so, once a reply. Edits of anything else are no concern of ours.
 */
export async function editReply(
  db: Knex,
  orgTz: string,
  edit: { authorId: string; channelId: string; ts: string; text: string; now: Date },
): Promise<void> {
  await db.transaction(async (trx) => {
    const thread = await threadOfReply(trx, edit);
    if (thread === null || thread.body === edit.text) return;
    const asked = { actorId: edit.authorId, repId: thread.repId, slmId: thread.slmId, now: edit.now };
    if (!(await mayTakeEscalation(trx, orgTz, asked))) return refuseReply(trx, thread, { ...edit, what: 'edit' });
    const note = await editNote(trx, {
      authorId: edit.authorId,
      slack: { channelId: edit.channelId, ts: edit.ts },
      body: edit.text,
      at: edit.now,
    });
    if (note === null) return;
    await redraw(trx, [`escalation:${note.escalationId}`]);
    await appendAuditEvent(trx, {
      at: edit.now,
      actorId: edit.authorId,
      action: 'escalation.note_edited',
      repId: thread.repId,
      subjectId: note.escalationId,
      detail: { note_id: note.noteId },
    });
  });
}
