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
  /**
   * Who stands in while the manager is absent: the named delegate who is there, else the SLM, absent or not, for nobody is
   * above them; the absent delegate where there is none. Null when the manager is there.
   */
  actingForManagerId: string | null;
}

/** Of somebody for whom nobody answers. */
export const noLine: ReportingLine = { isInForce: false, managerId: null, slmId: null, actingForManagerId: null };

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
  acting_for_manager_id: string | null;
}

/**
 * The lines in force on `:today`, at the instant `:now`, one row a rep; a query for other queries to build on. Every
 * question of who answers for whom is asked of it, so that there is one answer.
 */
export const linesInForce = `
  with absent as (select rep_id from rep_absence where from_date <= :today and :today < to_date)
  select line.rep_id, rep.full_name as rep_name, line.manager_id as team_id, team.full_name as team_name,
         manager.person_id as manager_id, slm.person_id as slm_id,
         case when manager.person_id is null or away.delegate_id is not null or line.manager_id in (
                select rep_id from absent)
              then coalesce(
                case when delegate.person_id not in (select rep_id from absent) then delegate.person_id end,
                nullif(slm.person_id, line.manager_id), delegate.person_id) end as acting_for_manager_id
  from reporting_line line
  join person rep on rep.person_id = line.rep_id and (rep.deactivated_at is null or rep.deactivated_at > :now)
  join person team on team.person_id = line.manager_id
  left join lateral (
    select d.delegate_id from delegation d
    where d.manager_id = line.manager_id and d.from_date <= :today and :today < d.to_date
    order by d.from_date desc limit 1) away on true
  left join person manager on manager.person_id = line.manager_id and manager.person_id <> line.rep_id
    and (manager.deactivated_at is null or manager.deactivated_at > :now)
  left join person slm on slm.person_id = line.slm_id and slm.person_id <> line.rep_id
    and (slm.deactivated_at is null or slm.deactivated_at > :now)
  left join person delegate on delegate.person_id = away.delegate_id and delegate.person_id <> line.rep_id
    and (delegate.deactivated_at is null or delegate.deactivated_at > :now)
  where line.effective_from <= :today and (line.effective_to is null or :today < line.effective_to)`;

/** What `linesInForce` must be given. */
export function lineBindings({ orgTz, now }: OrganisationMoment): { today: string; now: Date } {
  return { today: localDateOf(now, orgTz), now };
}

const byTeam = 'order by team_name, team_id, rep_name, rep_id';

/** The reporting line in force on the local date of the moment. */
export async function reportingLine(db: Knex, repId: string, moment: OrganisationMoment): Promise<ReportingLine> {
  const [line] = await lines(db, `${linesInForce} and line.rep_id = :repId`, { ...lineBindings(moment), repId });
  if (line === undefined) return noLine;
  const { isInForce, managerId, slmId, actingForManagerId } = line;
  return { isInForce, managerId, slmId, actingForManagerId };
}

/** Every reporting line in force on the local date of the moment, by team and rep. */
export async function reportingLines(db: Knex, moment: OrganisationMoment): Promise<TeamLine[]> {
  return lines(db, `${linesInForce} ${byTeam}`, lineBindings(moment));
}

/** Those of them in which a person has a say: as manager, as who stands in for one, or as second-line manager. */
export async function linesToPerson(db: Knex, personId: string, moment: OrganisationMoment): Promise<TeamLine[]> {
  return lines(
    db,
    `select * from (${linesInForce}) line
     where :personId in (manager_id, slm_id, acting_for_manager_id) ${byTeam}`,
    { ...lineBindings(moment), personId },
  );
}

async function lines(db: Knex, sql: string, bindings: Record<string, string | Date>): Promise<TeamLine[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(sql, bindings);
  return rows.map((row) => ({
    repId: row.rep_id,
    repName: row.rep_name,
    teamId: row.team_id,
    teamName: row.team_name,
    isInForce: true,
    managerId: row.manager_id,
    slmId: row.slm_id,
    actingForManagerId: row.acting_for_manager_id,
  }));
}
