import type { Knex } from 'knex';

/** The coaching ids of the actions that a digest carries. */
export async function actionsOfDigest(db: Knex, digestId: string): Promise<string[]> {
  return await db('digest_action').where({ digest_id: digestId }).orderBy('coaching_id').pluck<string[]>('coaching_id');
}
