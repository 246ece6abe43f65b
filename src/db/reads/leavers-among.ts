import type { Knex } from 'knex';

/** Those of the people whose last day has come. */
export async function leaversAmong(db: Knex, personIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  return new Set(
    await db('person')
      .whereIn('person_id', [...personIds])
      .andWhere('deactivated_at', '<=', now)
      .pluck<string[]>('person_id'),
  );
}
