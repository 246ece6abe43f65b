import type { Knex } from 'knex';

/** A message of Slack: where it stands and its `ts`. */
export interface SlackMessageRef {
  channelId: string;
  ts: string;
}

/** A note is a reply in Slack, or was written in a modal. */
export type NoteSource = { slack: SlackMessageRef & { threadTs: string } } | { viewId: string };

/** @returns the note's id, or null when this very message or modal is stored already. */
export async function addNote(
  trx: Knex.Transaction,
  note: { escalationId: string; authorId: string; body: string; writtenAt: Date; source: NoteSource },
): Promise<string | null> {
  const { source } = note;
  const [row] = await trx('escalation_note')
    .insert({
      escalation_id: note.escalationId,
      author_id: note.authorId,
      body: note.body,
      written_at: note.writtenAt,
      ...('slack' in source
        ? {
            slack_channel: source.slack.channelId,
            slack_ts: source.slack.ts,
            slack_thread_ts: source.slack.threadTs,
          }
        : { view_id: source.viewId }),
    })
    .onConflict()
    .ignore()
    .returning<{ note_id: string }[]>('note_id');
  return row?.note_id ?? null;
}

/** Puts the new text in place and keeps the earlier one. @returns the escalation's id, or null when no note is there. */
export async function editNote(
  trx: Knex.Transaction,
  edit: { authorId: string; slack: SlackMessageRef; body: string; at: Date },
): Promise<{ noteId: string; escalationId: string } | null> {
  const { rows } = await trx.raw<{ rows: { note_id: string; escalation_id: string }[] }>(
    `update escalation_note
     set earlier_bodies = earlier_bodies || jsonb_build_array(jsonb_build_object('body', body, 'until', :at::timestamptz)),
         body = :body, edited_at = :at
     where slack_channel = :channelId and slack_ts = :ts and author_id = :authorId
       and deleted_at is null and body <> :body
     returning note_id, escalation_id`,
    { ...edit.slack, authorId: edit.authorId, body: edit.body, at: edit.at },
  );
  const row = rows[0];
  return row === undefined ? null : { noteId: row.note_id, escalationId: row.escalation_id };
}

/** Removes a note's texts, the earlier ones too; that there was one stays. */
export async function deleteNote(
  trx: Knex.Transaction,
  deletion: { slack: SlackMessageRef; at: Date },
): Promise<{ noteId: string; escalationId: string; authorId: string } | null> {
  const [row] = await trx('escalation_note')
    .where({ slack_channel: deletion.slack.channelId, slack_ts: deletion.slack.ts, deleted_at: null })
    .update({ body: null, earlier_bodies: '[]', deleted_at: deletion.at })
    .returning<{ note_id: string; escalation_id: string; author_id: string }[]>([
      'note_id',
      'escalation_id',
      'author_id',
    ]);
  return row === undefined ? null : { noteId: row.note_id, escalationId: row.escalation_id, authorId: row.author_id };
}
