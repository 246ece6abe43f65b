import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Role } from '../../domain/metric.ts';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';

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
  moment: OrganisationMoment,
  page: { limit: number; offset: number },
): Promise<{ items: WaitingDecision[]; total: number }> {
  const today = localDateOf(moment.now, moment.orgTz);
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.rep_id, coalesce(rep.full_name, item.rep_id) as rep_name, item.role,
            item.metric_key, item.dimension, item.coaching_date as since, count(*) over () as total
     from reporting_line line
     left join lateral (
       select d.delegate_id from delegation d
       where d.manager_id = line.manager_id and d.from_date <= :today and :today < d.to_date
       order by d.from_date desc limit 1) away on true
     left join person manager on manager.person_id = line.manager_id
     left join person delegate on delegate.person_id = away.delegate_id
     join rep_coaching_log item on item.rep_id = line.rep_id and item.approval_status = 'pending_approval'
     left join pattern_episode e on e.episode_id = item.episode_id
     left join person rep on rep.person_id = item.rep_id
     where line.effective_from <= :today and (line.effective_to is null or :today < line.effective_to)
       and line.rep_id <> :personId
       and (e.state is null or e.state = 'open')
       and (line.manager_id = :personId
            or (coalesce(case when delegate.deactivated_at is null or delegate.deactivated_at > :now
                              then nullif(away.delegate_id, line.rep_id) end, line.slm_id) = :personId
                and (away.delegate_id is not null or line.manager_id = line.rep_id
                  or manager.deactivated_at <= :now or exists (
                  select 1 from rep_absence a
                  where a.rep_id = line.manager_id and a.from_date <= :today and :today < a.to_date))))
     order by item.coaching_date, rep_name, item.metric_key, item.dimension, item.coaching_id
     limit :limit offset :offset`,
    { personId, today, now: moment.now, limit: page.limit, offset: page.offset },
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
