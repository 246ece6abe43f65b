import type { Knex } from 'knex';
import { concernedRep } from '../db/reads/concerned-rep.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { deleteNote } from '../db/stores/escalation-notes.ts';
import { redraw } from '../delivery/outbox.ts';

/** Follows the deletion of a stored reply: its texts go, that there was one stays. */
export async function deleteReply(db: Knex, deletion: { channelId: string; ts: string; now: Date }): Promise<void> {
  await db.transaction(async (trx) => {
    const note = await deleteNote(trx, {
      slack: { channelId: deletion.channelId, ts: deletion.ts },
      at: deletion.now,
    });
    if (note === null) return;
    await redraw(trx, [`escalation:${note.escalationId}`]);
    await appendAuditEvent(trx, {
      at: deletion.now,
      actorId: note.authorId,
      action: 'escalation.note_deleted',
      repId: await concernedRep(trx, { escalation_id: note.escalationId }),
      subjectId: note.escalationId,
      detail: { note_id: note.noteId },
    });
  });
}
