import type { Knex } from 'knex';
import type { SaidText } from '../../domain/manager-context.ts';

interface Row {
  full_name: string;
  body: string;
  written_at: Date;
}

async function notes(db: Knex, where: string, bindings: Record<string, string>): Promise<SaidText[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select author.full_name, n.body, n.written_at
     from escalation_note n join person author on author.person_id = n.author_id
     where n.body is not null and ${where}
     order by n.written_at, n.note_id`,
    bindings,
  );
  return rows.map((row) => ({ by: row.full_name, at: row.written_at, text: row.body }));
}

/** What managers added to an escalation after it was raised, oldest first. */
export function addedByManagers(db: Knex, escalationId: string): Promise<SaidText[]> {
  return notes(db, 'n.escalation_id = :escalationId and n.view_id is not null', { escalationId });
}

/**
 * What was said about an escalation elsewhere than in this thread of a second-line manager: in an earlier one's thread, in
 * an earlier one of their own, with a resolution that did not last, or while it was nobody's. Oldest first.
 */
export function notesElsewhere(
  db: Knex,
  escalationId: string,
  { slmId, threadKey }: { slmId: string; threadKey: string },
): Promise<SaidText[]> {
  return notes(
    db,
    `n.escalation_id = :escalationId and not (n.author_id = :slmId and exists (
       select from delivery root where root.delivery_key = :threadKey and root.channel_id = n.slack_channel
         and root.message_ts = n.slack_thread_ts))
     and not exists (
       select from delivery d where d.delivery_key = 'escalation-context:' || n.note_id || ':' || :slmId
         and d.thread_key = :threadKey)`,
    { escalationId, slmId, threadKey },
  );
}

/** A note's words; null when it was removed, or never was. */
export async function noteOf(db: Knex, noteId: string): Promise<SaidText | null> {
  return (await notes(db, 'n.note_id = :noteId', { noteId }))[0] ?? null;
}
