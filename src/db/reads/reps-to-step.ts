import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/**
 * Reps whose week says something to the clock: a reading fires, or an episode was open when the week began, whatever
 * later weeks opened or closed; and those of whom a row of the daily run waits, which this run's list may have room for.
 * In order of rep_id.
 */
export async function repsToStep(db: Knex, asOf: LocalDate): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { rep_id: string }[] }>(
    `select rep_id from metric_reading where period = 'week' and as_of = :asOf and fired
     union
     select rep_id from pattern_episode where opened_on < :asOf and coalesce(closed_on >= :asOf, true)
     union
     select rep_id from rep_coaching_log
     where episode_id is null and approval_status = 'pending_approval' and coaching_date < :asOf
     order by rep_id`,
    { asOf },
  );
  return rows.map((row) => row.rep_id);
}
