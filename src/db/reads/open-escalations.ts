import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey } from '../../domain/metric.ts';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import { lineBindings, linesInForce } from './reporting-line.ts';

/** An open escalation in a second-line manager's list. */
export interface OpenEscalation {
  escalationId: string;
  repId: string;
  repName: string;
  /** Of the coaching row it is about; null when it is about none. */
  metricKey: MetricKey | null;
  dimension: string;
  /** Since when it is with whose it is. */
  since: LocalDate;
  ownerName: string | null;
}

interface Row {
  escalation_id: string;
  rep_id: string;
  rep_name: string;
  metric_key: MetricKey | null;
  dimension: string | null;
  with_since: Date;
  owner_name: string | null;
}

/**
 * Open escalations about the reps whose second-line manager the person is today, and those of reps who have left that were
 * theirs; oldest first. Never about themselves, nor about those whose manager they are, too.
 */
export async function openEscalations(
  db: Knex,
  personId: string,
  moment: OrganisationMoment,
): Promise<OpenEscalation[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select e.escalation_id, e.rep_id, coalesce(rep.full_name, e.rep_id) as rep_name, item.metric_key, item.dimension, e.with_since,
            owner.full_name as owner_name
     from escalation e
     left join (${linesInForce}) line on line.rep_id = e.rep_id
     left join rep_coaching_log item on item.coaching_id = e.coaching_id
     left join person rep on rep.person_id = e.rep_id
     left join person owner on owner.person_id = e.owned_by
     where e.resolved_at is null and e.rep_id <> :personId
       and (case when line.rep_id is null then e.slm_id
                 when line.slm_id is distinct from line.manager_id then line.slm_id end) = :personId
     order by e.as_of, rep_name, e.escalation_id`,
    { ...lineBindings(moment), personId },
  );
  return rows.map((row) => ({
    escalationId: row.escalation_id,
    repId: row.rep_id,
    repName: row.rep_name,
    metricKey: row.metric_key,
    dimension: row.dimension ?? '',
    since: localDateOf(row.with_since, moment.orgTz),
    ownerName: row.owner_name,
  }));
}
