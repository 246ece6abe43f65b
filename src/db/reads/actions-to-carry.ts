import type { Knex } from 'knex';
import type { MetricKey } from '../../domain/metric.ts';

/** An approved action that no digest has carried yet. */
export interface ActionToCarry {
  coachingId: string;
  metricKey: MetricKey;
  dimension: string;
  text: string;
  /** The pattern was level again for two weeks. */
  improvedSince: boolean;
}

interface Row {
  coaching_id: string;
  metric_key: MetricKey;
  dimension: string;
  recommended_action: string;
  is_resolved: boolean;
}

/** A rep's actions approved (as they were or modified) before the run began, oldest first; never a pending or dismissed one. */
export async function actionsToCarry(db: Knex, repId: string, runStart: Date): Promise<ActionToCarry[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.metric_key, item.dimension, item.recommended_action,
            coalesce(e.state = 'resolved', false) as is_resolved
     from rep_coaching_log item
     left join pattern_episode e on e.episode_id = item.episode_id
     where item.rep_id = :repId and item.approval_status in ('approved', 'modified')
       and item.decided_at < :runStart and item.surfaced_at is null
       and not exists (select 1 from digest_action da where da.coaching_id = item.coaching_id)
     order by item.coaching_date, item.metric_key, item.dimension, item.coaching_id`,
    { repId, runStart },
  );
  return rows.map((row) => ({
    coachingId: row.coaching_id,
    metricKey: row.metric_key,
    dimension: row.dimension,
    text: row.recommended_action,
    improvedSince: row.is_resolved,
  }));
}
