import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Reading } from '../../domain/metric.ts';
import { keptReadingSchema } from './kept-reading-schema.ts';

/** What daily runs saw of a rep on a date and kept with a flag or a coaching row; never for the rep's own eyes. */
export async function keptReadings(db: Knex, repId: string, asOf: LocalDate): Promise<Reading[]> {
  const { rows } = await db.raw<{ rows: { reading: unknown }[] }>(
    `select distinct on (metric_key, dimension) reading
     from (
       select metric_key, dimension, reading from daily_breach where rep_id = :repId and breach_date = :asOf
       union all
       select metric_key, dimension, reading from rep_coaching_log
       where rep_id = :repId and coaching_date = :asOf and reading is not null
     ) kept
     order by metric_key, dimension`,
    { repId, asOf },
  );
  return rows.map(({ reading }) => keptReadingSchema.parse(reading));
}
