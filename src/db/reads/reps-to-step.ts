import type { Knex } from 'knex';
import { addDays, type LocalDate } from '../../domain/local-date.ts';

/**
 * Reps whose week says something to the clock (a reading fires, or an episode was open when the week began), and those of
 * whom a daily flag of the week was held back for this run's list. In order of rep_id, and the same ones whenever it is asked: what later weeks opened or closed makes no difference.
 */
export async function repsToStep(db: Knex, asOf: LocalDate): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { rep_id: string }[] }>(
    `select rep_id from metric_reading where period = 'week' and as_of = :asOf and fired
     union
     select rep_id from pattern_episode where opened_on < :asOf and coalesce(closed_on >= :asOf, true)
     union
     select rep_id from daily_breach
     where held_back is not null and breach_date < :asOf and breach_date >= :weekStart
     order by rep_id`,
    { asOf, weekStart: addDays(asOf, -7) },
  );
  return rows.map((row) => row.rep_id);
}
