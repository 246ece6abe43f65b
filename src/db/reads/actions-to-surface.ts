import type { Knex } from 'knex';
import type { MetricKey } from '../../domain/metric.ts';

/** An action that its rep may see, and has not. */
export interface ActionToSurface {
  coachingId: string;
  metricKey: MetricKey;
  dimension: string;
  text: string;
  /** Its pattern has been resolved since. */
  patternResolved: boolean;
}

interface Row {
  coaching_id: string;
  metric_key: MetricKey;
  dimension: string;
  recommended_action: string;
  is_resolved: boolean;
}

/**
 * The rep's actions that a digest of a run begun at `runStart` may carry: approved or modified before it, in no digest
 * yet. The rows are locked first, and read once no decision and no other digest can slip in between.
 */
export async function lockActionsToSurface(
  trx: Knex.Transaction,
  repId: string,
  runStart: Date,
): Promise<ActionToSurface[]> {
  await trx('rep_coaching_log').where({ rep_id: repId, surfaced_at: null }).orderBy('coaching_id').forUpdate().select();
  const { rows } = await trx.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.metric_key, item.dimension, item.recommended_action,
            exists (select 1 from pattern_episode e
                    where e.episode_id = item.episode_id and e.state = 'resolved') as is_resolved
     from rep_coaching_log item
     where item.rep_id = :repId and item.approval_status in ('approved', 'modified')
       and item.decided_at < :runStart and item.surfaced_at is null
       and not exists (select 1 from digest_action da where da.coaching_id = item.coaching_id)
     order by item.coaching_date, item.metric_key, item.dimension`,
    { repId, runStart },
  );
  return rows.map((row) => ({
    coachingId: row.coaching_id,
    metricKey: row.metric_key,
    dimension: row.dimension,
    text: row.recommended_action,
    patternResolved: row.is_resolved,
  }));
}
