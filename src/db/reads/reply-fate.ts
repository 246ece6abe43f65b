import type { Knex } from 'knex';
import type { SlackMessageRef } from '../stores/escalation-notes.ts';

/** What became of a reply that Slack may hand in more than once: kept (deleted since or not), refused, or new. */
export async function replyFate(
  db: Knex,
  reply: SlackMessageRef,
  refusalKey: string,
): Promise<'kept' | 'refused' | 'new'> {
  const { rows } = await db.raw<{ rows: { kept: boolean; refused: boolean }[] }>(
    `select exists (select 1 from escalation_note where slack_channel = :channelId and slack_ts = :ts) as kept,
            exists (select 1 from delivery where delivery_key = :refusalKey) as refused`,
    { ...reply, refusalKey },
  );
  if (rows[0]?.kept) return 'kept';
  return rows[0]?.refused ? 'refused' : 'new';
}
