import type { Knex } from 'knex';
import { concernedRep } from '../db/reads/concerned-rep.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { editNote } from '../db/stores/escalation-notes.ts';
import { redraw } from '../delivery/outbox.ts';

/** Follows an edit of a stored reply; the earlier text is kept. Edits of anything else are no concern of ours. */
export async function editReply(
  db: Knex,
  edit: { authorId: string; channelId: string; ts: string; text: string; now: Date },
): Promise<void> {
  await db.transaction(async (trx) => {
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
      repId: await concernedRep(trx, { escalation_id: note.escalationId }),
      subjectId: note.escalationId,
      detail: { note_id: note.noteId },
    });
  });
}
