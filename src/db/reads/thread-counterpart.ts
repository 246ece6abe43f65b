import type { Knex } from 'knex';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import { lineBindings, linesInForce } from './reporting-line.ts';

/**
 * Whom a manager means who replies under a message of theirs: where it tells of an escalation whoever takes that today,
 * unless nobody does or it is they themselves; else the rep whom it is about. Null where the message is none of the
 * person's. Names only.
 */
export async function threadCounterpart(
  db: Knex,
  thread: { channelId: string; ts: string; recipientId: string },
  moment: OrganisationMoment,
): Promise<string | null> {
  const { rows } = await db.raw<{ rows: { name: string | null }[] }>(
    `select case when d.kind in ('escalation_notice', 'week_two_notice') and slm.full_name is not null
                 then slm.full_name else rep.full_name end as name
     from delivery d
     left join escalation on escalation.escalation_id = d.reference ->> 'escalation_id'
     left join pattern_episode episode on episode.episode_id = d.reference ->> 'episode_id'
     join person rep on rep.person_id = coalesce(d.reference ->> 'rep_id', escalation.rep_id, episode.rep_id)
     left join (${linesInForce}) line on line.rep_id = rep.person_id
     left join person slm on slm.person_id = line.slm_id
       and slm.person_id is distinct from line.manager_id and slm.person_id <> d.recipient_id
     where d.channel_id = :channelId and d.message_ts = :ts and d.recipient_id = :recipientId
       and d.kind in ('review_request', 'week_two_notice', 'escalation_notice')`,
    { ...thread, ...lineBindings(moment) },
  );
  return rows[0]?.name ?? null;
}
