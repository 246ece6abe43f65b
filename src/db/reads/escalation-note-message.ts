import type { Knex } from 'knex';

/** Where the Slack message of a note stands; null when the note is gone, deleted, or was never a message. */
export async function noteMessage(db: Knex, noteId: string): Promise<{ channelId: string; messageTs: string } | null> {
  const row = await db<{
    note_id: string;
    slack_channel: string | null;
    slack_ts: string | null;
    deleted_at: Date | null;
  }>('escalation_note')
    .where({ note_id: noteId, deleted_at: null })
    .first('slack_channel', 'slack_ts');
  if (row === undefined || row.slack_channel === null || row.slack_ts === null) return null;
  return { channelId: row.slack_channel, messageTs: row.slack_ts };
}
