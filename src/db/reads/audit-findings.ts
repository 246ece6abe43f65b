import type { Knex } from 'knex';

/** Something that is not as it must be; `subjectId` names the cause, so that each is told once. */
export interface FoundFault {
  readonly subjectId: string;
  /** The rep whom it is about, or null. */
  readonly repId: string | null;
}

async function faults(db: Knex, sql: string, bindings: Record<string, Date | string> = {}): Promise<FoundFault[]> {
  const { rows } = await db.raw<{ rows: { subject_id: string; rep_id: string | null }[] }>(sql, bindings);
  return rows.map((row) => ({ subjectId: row.subject_id, repId: row.rep_id }));
}

/**
 * Escalations whose message was due before `dueBefore` (business time) and has not gone, and open ones of which the
 * second-line manager whose they are has none: never written, or withheld. Parked messages are another matter.
 */
export function unsentEscalations(db: Knex, dueBefore: Date): Promise<FoundFault[]> {
  return faults(
    db,
    `select d.delivery_id as subject_id, e.rep_id
     from delivery d join escalation e on e.escalation_id = d.reference ->> 'escalation_id'
     where d.kind in ('escalation', 'escalation_notice') and d.state in ('pending', 'sending', 'ambiguous')
       and d.not_before < :dueBefore
     union
     select coalesce(root.delivery_id, e.escalation_id), e.rep_id
     from escalation e
       left join delivery root on root.kind = 'escalation' and root.recipient_id = e.slm_id
         and root.subjects @> array['escalation:' || e.escalation_id]
     where e.resolved_at is null and e.slm_id is not null
       and coalesce(root.state = 'withheld' and root.not_before < :dueBefore, true)
     order by subject_id`,
    { dueBefore },
  );
}

/**
 * Open escalations that are nobody's, each since the day from which on it is: nobody above the manager can take them. It is
 * another cause once their rep has left, for another remedy.
 */
export function escalationsOfNobody(db: Knex, now: Date): Promise<FoundFault[]> {
  return faults(
    db,
    `select concat_ws(':', escalation_id, to_char(with_since at time zone 'UTC', 'YYYY-MM-DD'),
              case when rep.deactivated_at > with_since and rep.deactivated_at <= :now then 'left' end) as subject_id, rep_id
     from escalation left join person rep on rep.person_id = rep_id
     where resolved_at is null and slm_id is null
     order by escalation_id`,
    { now },
  );
}

/** What must never be: an action that reached its rep, or stands in a digest that did, without a manager's word. */
export function unapprovedSurfacedActions(db: Knex): Promise<FoundFault[]> {
  return faults(
    db,
    `select item.coaching_id as subject_id, item.rep_id
     from rep_coaching_log item
       left join digest_action carried on carried.coaching_id = item.coaching_id
       left join delivery d on d.kind = 'rep_digest' and d.state = 'sent'
         and d.reference ->> 'digest_id' = carried.digest_id
     where (item.surfaced_at is not null or d.delivery_id is not null)
       and (item.approval_status not in ('approved', 'modified') or item.approved_by is null)
     order by item.coaching_id`,
  );
}

/** People whose messages wait because they are not known in Slack, each since the day of the first that does. */
export function peopleWithoutSlack(db: Knex): Promise<FoundFault[]> {
  return faults(
    db,
    `select concat_ws(':', recipient_id, to_char(min(parked_at) at time zone 'UTC', 'YYYY-MM-DD')) as subject_id,
            recipient_id as rep_id
     from delivery where state = 'parked' and reason = 'no_slack_user' and kind <> 'admin_alert'
     group by recipient_id order by subject_id`,
  );
}

/** Other messages that wait for somebody to mend something; each reason is a cause of its own. */
export function parkedDeliveries(db: Knex): Promise<FoundFault[]> {
  return faults(
    db,
    `select d.delivery_id || ':' || d.reason as subject_id,
       coalesce(d.reference ->> 'rep_id', e.rep_id, p.rep_id, g.rep_id, d.recipient_id) as rep_id
     from delivery d
       left join escalation e on e.escalation_id = d.reference ->> 'escalation_id'
       left join pattern_episode p on p.episode_id = d.reference ->> 'episode_id'
       left join digest g on g.digest_id = d.reference ->> 'digest_id'
     where d.state = 'parked' and d.reason <> 'no_slack_user' and d.kind <> 'admin_alert'
     order by d.delivery_id`,
  );
}

/**
 * Conversations in which messages of ours were seen that no row has: how many and the latest, so that more of them are a
 * cause of their own. About whoever the conversation is with.
 */
export function unknownMessages(db: Knex): Promise<FoundFault[]> {
  return faults(
    db,
    `select concat_ws(':', seen.channel_id, count(*), max(seen.message_ts)) as subject_id, with_whom.person_id as rep_id
     from unknown_message seen
       left join slack_dm dm using (channel_id)
       left join person with_whom on with_whom.slack_user_id = dm.slack_user_id
     where not exists (
       select from delivery d where d.message_uuid = seen.message_uuid and d.channel_id = seen.channel_id
         and (d.message_ts = seen.message_ts or d.state in ('sending', 'ambiguous')))
     group by seen.channel_id, with_whom.person_id order by seen.channel_id`,
  );
}

/** Who is known in Slack by now and still has messages parked for want of it. */
export async function peopleBackInSlack(db: Knex): Promise<string[]> {
  return db('delivery as d')
    .join('person as p', 'p.person_id', 'd.recipient_id')
    .where({ 'd.state': 'parked', 'd.reason': 'no_slack_user' })
    .whereNotNull('p.slack_user_id')
    .distinct()
    .pluck<string[]>('d.recipient_id');
}
