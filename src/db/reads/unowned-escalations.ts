import type { Knex } from 'knex';

/** An open escalation that reached its second-line manager, nobody has owned, and nobody was reminded of. */
export interface UnownedEscalation {
  escalationId: string;
  slmId: string;
  /** Business time at which the second-line manager got it, or at which it opened again. */
  sentAt: Date;
}

/** All of them, in order of their ids. */
export async function unownedEscalations(db: Knex): Promise<UnownedEscalation[]> {
  const { rows } = await db.raw<{ rows: { escalation_id: string; slm_id: string; sent_at: Date }[] }>(
    `select e.escalation_id, e.slm_id, greatest(root.sent_at, (
         select max(again.not_before) from delivery again where again.kind = 'escalation_followup'
           and again.reference ->> 'what' = 'reopened' and again.recipient_id = e.slm_id
           and again.subjects @> array['escalation:' || e.escalation_id])) as sent_at
     from escalation e
     join delivery root on root.kind = 'escalation' and root.recipient_id = e.slm_id and root.state = 'sent'
       and root.subjects @> array['escalation:' || e.escalation_id]
     where e.resolved_at is null and e.owned_by is null
       and not exists (
         select 1 from delivery reminder where reminder.kind = 'escalation_reminder'
           and reminder.recipient_id = e.slm_id and reminder.subjects @> array['escalation:' || e.escalation_id])
     order by e.escalation_id`,
  );
  return rows.map((row) => ({ escalationId: row.escalation_id, slmId: row.slm_id, sentAt: row.sent_at }));
}
