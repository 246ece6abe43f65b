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

/** A rep's line, and whose team it is in. */
export interface TeamLine extends ReportingLine {
  repId: string;
  repName: string;
  /** The manager that the line names, there or not. */
  teamId: string;
  teamName: string;
}

interface Row {
  rep_id: string;
  rep_name: string;
  team_id: string;
  team_name: string;
  manager_id: string | null;
  slm_id: string | null;
  delegate_id: string | null;
  is_absent: boolean;
}

/** The reporting line in force on the local date of the moment. */
export async function reportingLine(db: Knex, repId: string, moment: OrganisationMoment): Promise<ReportingLine> {
  const [line] = await linesInForce(db, { repId, personId: null }, moment);
  return line ?? { isInForce: false, managerId: null, slmId: null, actingForManagerId: null };
}

/** Every reporting line in force on the local date of the moment, by team and rep. */
export async function reportingLines(db: Knex, moment: OrganisationMoment): Promise<TeamLine[]> {
  return linesInForce(db, { repId: null, personId: null }, moment);
}

/** Those of them in which a person may have a say: as manager, as delegate of one, or as second-line manager. */
export async function linesToPerson(db: Knex, personId: string, moment: OrganisationMoment): Promise<TeamLine[]> {
  return linesInForce(db, { repId: null, personId }, moment);
}

async function linesInForce(
  db: Knex,
  of: { repId: string | null; personId: string | null },
  moment: OrganisationMoment,
): Promise<TeamLine[]> {
  const today = localDateOf(moment.now, moment.orgTz);
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with there as (
       select person_id from person where deactivated_at is null or deactivated_at > :now
     )
     select line.rep_id, rep.full_name as rep_name, line.manager_id as team_id, team.full_name as team_name,
            manager.person_id as manager_id, slm.person_id as slm_id, delegate.person_id as delegate_id,
            away.delegate_id is not null or exists (
              select 1 from rep_absence a
              where a.rep_id = line.manager_id and a.from_date <= :today and :today < a.to_date) as is_absent
     from reporting_line line
     join person rep on rep.person_id = line.rep_id
     join person team on team.person_id = line.manager_id
     left join lateral (
       select d.delegate_id from delegation d
       where d.manager_id = line.manager_id and d.from_date <= :today and :today < d.to_date
       order by d.from_date desc limit 1) away on true
     left join there manager on manager.person_id = line.manager_id and manager.person_id <> line.rep_id
     left join there slm on slm.person_id = line.slm_id and slm.person_id <> line.rep_id
     left join there delegate on delegate.person_id = away.delegate_id and delegate.person_id <> line.rep_id
     where line.effective_from <= :today and (line.effective_to is null or :today < line.effective_to)
       and (cast(:repId as text) is null or line.rep_id = :repId)
       and (cast(:personId as text) is null or :personId in (line.manager_id, line.slm_id, away.delegate_id))
     order by team_name, team_id, rep_name, rep_id`,
    { ...of, today, now: moment.now },
  );
  return rows.map((row) => {
    const { manager_id: managerId, slm_id: slmId, delegate_id: delegateId } = row;
    const isAway = managerId === null || row.is_absent;
    return {
      repId: row.rep_id,
      repName: row.rep_name,
      teamId: row.team_id,
      teamName: row.team_name,
      isInForce: true,
      managerId,
      slmId,
      actingForManagerId: isAway ? (delegateId ?? slmId) : null,
    };
  });
}
