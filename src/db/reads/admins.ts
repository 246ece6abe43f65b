import type { Knex } from 'knex';

/** person_ids of the admins who are still there, in a fixed order. */
export async function admins(db: Knex): Promise<string[]> {
  const rows = await db<{ person_id: string; is_admin: boolean; deactivated_at: Date | null }>('person')
    .where({ is_admin: true, deactivated_at: null })
    .orderBy('person_id')
    .select('person_id');
  return rows.map((row) => row.person_id);
}
