import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { RampProfile } from '../../domain/ramp.ts';

export interface RepProfile extends RampProfile {
  repId: string;
}

/** Every rep's hire and ramp. */
export async function repProfiles(db: Knex): Promise<RepProfile[]> {
  const rows = await db<{ rep_id: string; hire_date: LocalDate; ramp_end_date: LocalDate | null }>(
    'rep_profile',
  ).select('rep_id', 'hire_date', 'ramp_end_date');
  return rows.map((row) => ({ repId: row.rep_id, hireDate: row.hire_date, rampEndDate: row.ramp_end_date }));
}
