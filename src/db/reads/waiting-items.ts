import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Role } from '../../domain/metric.ts';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import { lineBindings, linesInForce } from './reporting-line.ts';

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
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.rep_id, rep.full_name as rep_name, item.role, item.metric_key, item.dimension,
            item.coaching_date as since, count(*) over () as total
     from (${linesInForce}) line
     join person rep on rep.person_id = line.rep_id
     join rep_coaching_log item on item.rep_id = line.rep_id and item.approval_status = 'pending_approval'
     left join pattern_episode e on e.episode_id = item.episode_id
     where :personId in (line.manager_id, line.acting_for_manager_id) and (e.state is null or e.state = 'open')
     order by item.coaching_date, rep_name, item.metric_key, item.dimension, item.coaching_id
     limit :limit offset :offset`,
    { ...lineBindings(moment), personId, limit: page.limit, offset: page.offset },
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

/** Everything that waits for one person. */
export interface WaitingForPerson {
  personId: string;
  coachingIds: string[];
}

/**
 * Whom anything has waited for since before the date, in a fixed order, with all that waits for them today: as manager,
 * or as who stands in for one.
 */
export async function waitingByDecider(
  db: Knex,
  moment: OrganisationMoment,
  before: LocalDate,
): Promise<WaitingForPerson[]> {
  const { rows } = await db.raw<{ rows: { person_id: string; coaching_ids: string[] }[] }>(
    `select decider.person_id, array_agg(item.coaching_id order by item.coaching_date, item.coaching_id) as coaching_ids
     from (${linesInForce}) line
     join person decider on decider.person_id in (line.manager_id, line.acting_for_manager_id)
     join rep_coaching_log item on item.rep_id = line.rep_id and item.approval_status = 'pending_approval'
     left join pattern_episode e on e.episode_id = item.episode_id
     where e.state is null or e.state = 'open'
     group by decider.person_id
     having bool_or(item.coaching_date < :before)
     order by decider.person_id`,
    { ...lineBindings(moment), before },
  );
  return rows.map((row) => ({ personId: row.person_id, coachingIds: row.coaching_ids }));
}
