import type { Knex } from 'knex';

/** Where an open escalation's thread stands. */
export interface EscalationThreadPlace {
  escalationId: string;
  channelId: string;
  threadTs: string;
}

/** The threads of every escalation that is not resolved, oldest first. */
export async function openEscalationThreads(db: Knex): Promise<EscalationThreadPlace[]> {
  const { rows } = await db.raw<{ rows: { escalation_id: string; channel_id: string; message_ts: string }[] }>(
    `select e.escalation_id, d.channel_id, d.message_ts
     from delivery d join escalation e on e.escalation_id = d.reference ->> 'escalation_id'
     where d.kind = 'escalation' and d.state = 'sent' and e.resolved_at is null
     order by d.message_ts`,
  );
  return rows.map((row) => ({ escalationId: row.escalation_id, channelId: row.channel_id, threadTs: row.message_ts }));
}
