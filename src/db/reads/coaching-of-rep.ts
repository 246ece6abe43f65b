import type { Knex } from 'knex';
import type { DateRange } from '../../domain/calendar.ts';
import type { EscalationFlag } from '../../domain/view.ts';

/**
 * The ids of a rep's coaching rows that were under way within the dates: begun before their end, with a pattern that had
 * not ended before their start. Oldest first.
 */
export async function coachingOfRep(db: Knex, repId: string, dates: DateRange): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { coaching_id: string }[] }>(
    `select item.coaching_id
     from rep_coaching_log item
     left join pattern_episode e on e.episode_id = item.episode_id
     where item.rep_id = :repId and item.coaching_date < :end
       and (case when e.episode_id is null then item.coaching_date >= :start
            else e.closed_on is null or e.closed_on >= :start end)
     order by item.coaching_date, item.coaching_id`,
    { repId, start: dates.start, end: dates.end },
  );
  return rows.map((row) => row.coaching_id);
}

interface EscalationRow {
  escalation_id: string;
  rule: EscalationFlag['rule'];
  as_of: EscalationFlag['asOf'];
  metric_key: EscalationFlag['metricKey'];
  dimension: string | null;
  owner_name: string | null;
  resolved_at: Date | null;
  outcome: EscalationFlag['outcome'];
}

/** Escalations about a rep that were open within the dates, in the organisation's time zone. Oldest first. */
export async function escalationsOfRep(
  db: Knex,
  repId: string,
  { dates, orgTz }: { dates: DateRange; orgTz: string },
): Promise<EscalationFlag[]> {
  const { rows } = await db.raw<{ rows: EscalationRow[] }>(
    `select e.escalation_id, e.rule, e.as_of, coalesce(item.metric_key, p.metric_key) as metric_key,
            coalesce(item.dimension, p.dimension) as dimension, owner.full_name as owner_name, e.resolved_at, e.outcome
     from escalation e
     left join rep_coaching_log item on item.coaching_id = e.coaching_id
     left join pattern_episode p on p.episode_id = e.episode_id
     left join person owner on owner.person_id = e.owned_by
     where e.rep_id = :repId and e.as_of < :end
       and (e.resolved_at is null or cast(e.resolved_at at time zone :orgTz as date) >= :start)
     order by e.as_of, e.escalation_id`,
    { repId, start: dates.start, end: dates.end, orgTz },
  );
  return rows.map((row) => ({
    escalationId: row.escalation_id,
    rule: row.rule,
    asOf: row.as_of,
    metricKey: row.metric_key,
    dimension: row.dimension ?? '',
    ownerName: row.owner_name,
    resolvedAt: row.resolved_at,
    outcome: row.outcome,
  }));
}
