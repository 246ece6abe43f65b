import type { Knex } from 'knex';

/** Whether the message of this key is in Slack. */
export async function isSent(db: Knex, key: string): Promise<boolean> {
  return (await db('delivery').where({ delivery_key: key, state: 'sent' }).first('delivery_id')) !== undefined;
}
