import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';

/** The territory that names a rep in a role. */
export interface RepTerritory {
  repId: string;
  role: Role;
  segment: string;
  calendarId: string;
}

interface Row {
  rep_id: string;
  role: Role;
  segment: string;
  holiday_calendar_id: string;
}

/**
 * The territory in force at t of every rep in every role, known by the run's start: of several the latest, then the
 * lowest id (metrics G6).
 */
export async function repTerritories(db: Knex, t: LocalDate, runStart: Date): Promise<RepTerritory[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select distinct on (rep_id, role) rep_id, role, segment, holiday_calendar_id
     from territory_definitions
     where effective_from <= cast(:t as date) and (effective_to is null or cast(:t as date) < effective_to)
       and recorded_at < :runStart
     order by rep_id, role, effective_from desc, territory_id`,
    { t, runStart },
  );
  return rows.map((row) => ({
    repId: row.rep_id,
    role: row.role,
    segment: row.segment,
    calendarId: row.holiday_calendar_id,
  }));
}
