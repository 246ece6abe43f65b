import type { Knex } from 'knex';

/** person_ids of the admins who are there at an instant of business time, in a fixed order. */
export async function admins(db: Knex, now: Date): Promise<string[]> {
  return await db('person')
    .where({ is_admin: true })
    .andWhere((there) => there.whereNull('deactivated_at').orWhere('deactivated_at', '>', now))
    .orderBy('person_id')
    .pluck<string[]>('person_id');
}
