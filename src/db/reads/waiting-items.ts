import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Role } from '../../domain/metric.ts';

/** An item that waits for a person's decision. */
export interface WaitingDecision {
  coachingId: string;
  repId: string;
  repName: string;
  role: Role;
  metricKey: MetricKey;
  dimension: string;
  since: LocalDate;
}

interface Row {
  coaching_id: string;
  rep_id: string;
  rep_name: string;
  role: Role;
  metric_key: MetricKey;
  dimension: string;
  since: LocalDate;
  total: number;
}

/**
 * What waits for a person today, oldest first: pending items, patterns not over, of reps whose manager they are or for
 * whose absent manager they stand in (the delegate, else the second-line manager), as `reportingLine` has it. Never
 * their own. `total` counts all pages.
 */
export async function waitingItems(
  db: Knex,
  personId: string,
  today: LocalDate,
  page: { limit: number; offset: number },
): Promise<{ items: WaitingDecision[]; total: number }> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.rep_id, coalesce(rep.full_name, item.rep_id) as rep_name, item.role,
            item.metric_key, item.dimension, item.coaching_date as since, count(*) over () as total
     from reporting_line line
     left join delegation away
       on away.manager_id = line.manager_id and away.from_date <= :today and :today < away.to_date
     join rep_coaching_log item on item.rep_id = line.rep_id and item.approval_status = 'pending_approval'
     left join pattern_episode e on e.episode_id = item.episode_id
     left join person rep on rep.person_id = item.rep_id
     where line.effective_from <= :today and (line.effective_to is null or :today < line.effective_to)
       and line.rep_id <> :personId
       and (e.state is null or e.state = 'open')
       and (line.manager_id = :personId
            or (coalesce(nullif(away.delegate_id, line.rep_id), line.slm_id) = :personId
                and (away.delegate_id is not null or line.manager_id = line.rep_id or exists (
                  select 1 from rep_absence a
                  where a.rep_id = line.manager_id and a.from_date <= :today and :today < a.to_date))))
     order by item.coaching_date, rep_name, item.metric_key, item.dimension, item.coaching_id
     limit :limit offset :offset`,
    { personId, today, limit: page.limit, offset: page.offset },
  );
  const items = rows.map((row) => ({
    coachingId: row.coaching_id,
    repId: row.rep_id,
    repName: row.rep_name,
    role: row.role,
    metricKey: row.metric_key,
    dimension: row.dimension,
    since: row.since,
  }));
  return { items, total: rows[0]?.total ?? 0 };
}
