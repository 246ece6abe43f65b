import type { Knex } from 'knex';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { MetricKey } from '../../domain/metric.ts';

/** A coaching row under way that an escalation may be about. */
export interface OpenRow {
  coachingId: string;
  episodeId: string | null;
  metricKey: MetricKey;
  dimension: string;
  since: LocalDate;
}

/** A row without an episode is under way while it waits, and for this long after it was written. */
const RECENT_DAYS = 28;

/** What is under way about a rep: patterns not over, and rows of the daily run; the latest first. */
export async function openRowsOfRep(db: Knex, repId: string, today: LocalDate): Promise<OpenRow[]> {
  const { rows } = await db.raw<{
    rows: {
      coaching_id: string;
      episode_id: string | null;
      metric_key: MetricKey;
      dimension: string;
      coaching_date: LocalDate;
    }[];
  }>(
    `select item.coaching_id, item.episode_id, item.metric_key, item.dimension, item.coaching_date
     from rep_coaching_log item
     left join pattern_episode e on e.episode_id = item.episode_id
     where item.rep_id = :repId
       and case when item.episode_id is null
             then item.approval_status = 'pending_approval' or item.coaching_date >= :since
             else e.state = 'open' end
     order by item.coaching_date desc, item.metric_key, item.dimension, item.coaching_id`,
    { repId, since: addDays(today, -RECENT_DAYS) },
  );
  return rows.map((row) => ({
    coachingId: row.coaching_id,
    episodeId: row.episode_id,
    metricKey: row.metric_key,
    dimension: row.dimension,
    since: row.coaching_date,
  }));
}
