import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** Who answers for a rep on a day. Nobody answers for themselves: such a line counts as having no one there. */
export interface ReportingLine {
  managerId: string | null;
  slmId: string | null;
  /** Who stands in while the manager is absent: the named delegate, else the SLM; null when the manager is there. */
  actingForManagerId: string | null;
}

interface Row {
  manager_id: string;
  slm_id: string | null;
  is_absent: boolean;
  delegate_id: string | null;
}

/** The reporting line in force on the local date; all null when the rep has none. */
export async function reportingLine(db: Knex, repId: string, today: LocalDate): Promise<ReportingLine> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select line.manager_id, line.slm_id, away.delegate_id,
            away.delegate_id is not null or exists (
              select 1 from rep_absence a
              where a.rep_id = line.manager_id and a.from_date <= :today and :today < a.to_date) as is_absent
     from reporting_line line
     left join delegation away
       on away.manager_id = line.manager_id and away.from_date <= :today and :today < away.to_date
     where line.rep_id = :repId and line.effective_from <= :today
       and (line.effective_to is null or :today < line.effective_to)`,
    { repId, today },
  );
  const row = rows[0];
  if (row === undefined) return { managerId: null, slmId: null, actingForManagerId: null };
  const notThemselves = (id: string | null): string | null => (id === repId ? null : id);
  const slmId = notThemselves(row.slm_id);
  const managerId = notThemselves(row.manager_id);
  const isAway = managerId === null || row.is_absent;
  return { managerId, slmId, actingForManagerId: isAway ? (notThemselves(row.delegate_id) ?? slmId) : null };
}
