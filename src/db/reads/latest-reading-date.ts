import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Period } from '../../domain/metric.ts';

/** The evaluation date of a rep's latest readings; null while there is none. */
export async function latestReadingDate(db: Knex, repId: string, period: Period): Promise<LocalDate | null> {
  return latestReadingDateOf(db, [repId], period);
}

/** The evaluation date of the latest readings of any of the reps; null while there is none. */
export async function latestReadingDateOf(
  db: Knex,
  repIds: readonly string[],
  period: Period,
): Promise<LocalDate | null> {
  const row = await db<{ as_of: LocalDate; rep_id: string; period: Period }>('metric_reading')
    .whereIn('rep_id', [...repIds])
    .andWhere({ period })
    .orderBy('as_of', 'desc')
    .first('as_of');
  return row?.as_of ?? null;
}
