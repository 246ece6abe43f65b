import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import { ROLES, type Role } from '../../domain/metric.ts';

/** The role a rep has at t, and since when without a break. */
export interface RoleStint {
  repId: string;
  role: Role;
  stintStart: LocalDate;
  /** The latest day's activities are split evenly between roles: the role is an earlier day's. */
  isTied: boolean;
}

interface Row {
  rep_id: string;
  role: Role;
  stint_start: LocalDate;
  is_tied: boolean;
}

/**
 * Everybody's role at t (metrics G7), from activities dated before t and known by the run's start, in order of rep_id.
 * A day's role is the one with most rows; a day that is tied says nothing. People deactivated before t are left out,
 * as are reps of whom no day tells the role; so are activities of nobody, or in a role that there is not.
 * @param end the instant at which t begins.
 * @param onlyRep null: everybody.
 */
export async function roleStints(
  db: Knex,
  t: LocalDate,
  end: Date,
  runStart: Date,
  onlyRep: string | null = null,
): Promise<RoleStint[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with counted as (
       select rep_id, activity_date, role, count(*) as n
       from rep_activity
       where activity_date < cast(:t as date) and isfinite(activity_date) and recorded_at < :runStart
         and rep_id is not null and role = any(cast(:roles as text[]))
         ${onlyRep === null ? '' : 'and rep_id = :onlyRep'}
       group by rep_id, activity_date, role
     ), ranked as (
       select rep_id, activity_date, role,
              rank() over (partition by rep_id, activity_date order by n desc) as place
       from counted
     ), days as (
       select rep_id, activity_date, case when count(*) = 1 then min(role) end as role
       from ranked where place = 1
       group by rep_id, activity_date
     ), dated as (
       select rep_id, activity_date, role,
              max(activity_date) over rep as last_day,
              max(activity_date) filter (where role is not null) over rep as last_clear_day
       from days window rep as (partition by rep_id)
     ), compared as (
       select *, max(role) filter (where activity_date = last_clear_day) over (partition by rep_id) as role_now
       from dated
     ), placed as (
       select *, max(activity_date) filter (where role <> role_now) over (partition by rep_id) as other_day
       from compared
     )
     select d.rep_id, d.role_now as role, bool_or(d.last_day > d.last_clear_day) as is_tied,
            min(d.activity_date) filter (
              where d.role = d.role_now and (d.other_day is null or d.activity_date > d.other_day)) as stint_start
     from placed d
     left join person p on p.person_id = d.rep_id
     where d.role_now is not null and (p.deactivated_at is null or p.deactivated_at >= :end)
     group by d.rep_id, d.role_now
     order by d.rep_id`,
    { t, end, runStart, onlyRep, roles: ROLES },
  );
  return rows.map((row) => ({
    repId: row.rep_id,
    role: row.role,
    stintStart: row.stint_start,
    isTied: row.is_tied,
  }));
}
