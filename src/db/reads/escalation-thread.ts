import type { Knex } from 'knex';

/** Which escalation a Slack thread belongs to. */
export interface EscalationThread {
  escalationId: string;
  repId: string;
  /** The second-line manager in whose DM the thread stands. */
  recipientId: string;
  /** The second-line manager whose the escalation is. */
  slmId: string | null;
}

/** The escalation whose first message is the one named, or null when the thread is about something else. */
export async function escalationThread(
  db: Knex,
  thread: { channelId: string; ts: string },
): Promise<EscalationThread | null> {
  const { rows } = await db.raw<{
    rows: { escalation_id: string; rep_id: string; recipient_id: string; slm_id: string | null }[];
  }>(
    `select e.escalation_id, e.rep_id, e.slm_id, d.recipient_id
     from delivery d join escalation e on e.escalation_id = d.reference ->> 'escalation_id'
     where d.kind = 'escalation' and d.channel_id = :channelId and d.message_ts = :ts`,
    thread,
  );
  const row = rows[0];
  return row === undefined
    ? null
    : { escalationId: row.escalation_id, repId: row.rep_id, recipientId: row.recipient_id, slmId: row.slm_id };
}
