import type { Knex } from 'knex';

/** Which escalation a Slack thread belongs to. */
export interface EscalationThread {
  escalationId: string;
  repId: string;
  /** The second-line manager in whose DM the thread stands. */
  recipientId: string;
  /** The second-line manager whose the escalation is. */
  slmId: string | null;
  /** The key of the delivery that the thread hangs on. */
  threadKey: string;
}

interface Row {
  escalation_id: string;
  rep_id: string;
  recipient_id: string;
  slm_id: string | null;
  thread_key: string;
}

const columns = 'e.escalation_id, e.rep_id, e.slm_id, d.recipient_id, d.delivery_key as thread_key';

/** The escalation whose first message is the one named, or null when the thread is about something else. */
export async function escalationThread(
  db: Knex,
  thread: { channelId: string; ts: string },
): Promise<EscalationThread | null> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select ${columns}
     from delivery d join escalation e on e.escalation_id = d.reference ->> 'escalation_id'
     where d.kind = 'escalation' and d.channel_id = :channelId and d.message_ts = :ts`,
    thread,
  );
  return rows[0] === undefined ? null : toThread(rows[0]);
}

/** The thread in which the author's kept reply stands, and what it says; null where there is none, or it was deleted. */
export async function threadOfReply(
  db: Knex,
  reply: { authorId: string; channelId: string; ts: string },
): Promise<(EscalationThread & { body: string }) | null> {
  const { rows } = await db.raw<{ rows: (Row & { body: string })[] }>(
    `select ${columns}, n.body
     from escalation_note n join escalation e using (escalation_id)
       join delivery d on d.kind = 'escalation' and d.part = 1 and d.channel_id = n.slack_channel
         and d.message_ts = n.slack_thread_ts
         and d.reference ->> 'escalation_id' = e.escalation_id
     where n.slack_channel = :channelId and n.slack_ts = :ts and n.author_id = :authorId and n.deleted_at is null`,
    reply,
  );
  return rows[0] === undefined ? null : { ...toThread(rows[0]), body: rows[0].body };
}

const toThread = (row: Row): EscalationThread => ({
  escalationId: row.escalation_id,
  repId: row.rep_id,
  recipientId: row.recipient_id,
  slmId: row.slm_id,
  threadKey: row.thread_key,
});
