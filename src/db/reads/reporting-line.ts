import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';

/**
 * Who answers for a rep at a moment. Nobody answers for themselves, and nobody who has been deactivated answers for
 * anybody: such a place counts as empty.
 */
export interface ReportingLine {
  /** There is a line for the local date at all; a rep who has left has none. */
  isInForce: boolean;
  managerId: string | null;
  slmId: string | null;
  /** Who stands in while the manager is absent: the named delegate, else the SLM; null when the manager is there. */
  actingForManagerId: string | null;
}

interface Row {
  manager_id: string | null;
  slm_id: string | null;
  delegate_id: string | null;
  is_absent: boolean;
}

/** The reporting line in force on the local date of the moment. */
export async function reportingLine(db: Knex, repId: string, moment: OrganisationMoment): Promise<ReportingLine> {
  const today = localDateOf(moment.now, moment.orgTz);
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with there as (
       select person_id from person
       where person_id <> :repId and (deactivated_at is null or deactivated_at > :now)
     )
     select manager.person_id as manager_id, slm.person_id as slm_id, delegate.person_id as delegate_id,
            away.delegate_id is not null or exists (
              select 1 from rep_absence a
              where a.rep_id = line.manager_id and a.from_date <= :today and :today < a.to_date) as is_absent
     from reporting_line line
     left join lateral (
       select d.delegate_id from delegation d
       where d.manager_id = line.manager_id and d.from_date <= :today and :today < d.to_date
       order by d.from_date desc limit 1) away on true
     left join there manager on manager.person_id = line.manager_id
     left join there slm on slm.person_id = line.slm_id
     left join there delegate on delegate.person_id = away.delegate_id
     where line.rep_id = :repId and line.effective_from <= :today
       and (line.effective_to is null or :today < line.effective_to)`,
    { repId, today, now: moment.now },
  );
  const row = rows[0];
  if (row === undefined) return { isInForce: false, managerId: null, slmId: null, actingForManagerId: null };
  const { manager_id: managerId, slm_id: slmId, delegate_id: delegateId } = row;
  const isAway = managerId === null || row.is_absent;
  return { isInForce: true, managerId, slmId, actingForManagerId: isAway ? (delegateId ?? slmId) : null };
}
