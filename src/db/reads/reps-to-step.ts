import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** Reps whose week says something to the clock: a reading fires, or an episode is open. In order of rep_id. */
export async function repsToStep(db: Knex, asOf: LocalDate): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { rep_id: string }[] }>(
    `select rep_id from metric_reading where period = 'week' and as_of = ? and fired
     union
     select rep_id from pattern_episode where state = 'open'
     order by rep_id`,
    [asOf],
  );
  return rows.map((row) => row.rep_id);
}
