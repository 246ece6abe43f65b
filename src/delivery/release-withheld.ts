import type { Knex } from 'knex';

/**
 * Lets a withheld message and what waits in its thread go again: its recipient is the right one once more. One that was
 * sent stays as it is, and is redrawn.
 */
export async function releaseWithheld(trx: Knex, key: string): Promise<void> {
  await trx('delivery')
    .where({ state: 'withheld' })
    .andWhere((message) => message.where({ delivery_key: key }).orWhere({ part_of: key }).orWhere({ thread_key: key }))
    .update({ state: 'pending', reason: null, retry_at: null, lease_until: null });
}
