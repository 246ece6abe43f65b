import type { Knex } from 'knex';
import { isLeftBehind } from '../db/reads/left-behind.ts';

/** What has not gone yet into a thread and goes into the one that is begun anew. */
const goesOn = ['escalation_history', 'escalation_context', 'escalation_followup', 'escalation_reminder'];

/**
 * Gives the key of a message that was left behind free, so that it can be written anew in the same transaction: where
 * the recipient is now. The old one is drawn again, and what waits to go into its thread waits for the new one. One that
 * was not left behind stays as it is.
 */
export async function leaveBehind(trx: Knex.Transaction, key: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { delivery_key: string; part: number }[] }>(
    `update delivery d set delivery_key = d.delivery_key || '@' || d.delivery_id, wanted_version = d.wanted_version + 1
     where (d.delivery_key = :key or d.part_of = :key) and d.state = 'sent' and ${isLeftBehind}
     returning d.delivery_key, d.part`,
    { key },
  );
  const old = rows.find(({ part }) => part === 1)?.delivery_key;
  if (old === undefined) return;
  await trx('delivery')
    .where({ thread_key: old })
    .whereIn('kind', goesOn)
    .where((waiting) =>
      waiting.where({ state: 'pending' }).orWhere({ state: 'parked', reason: 'slack_account_changed' }),
    )
    .update({ thread_key: key, state: 'pending', reason: null, parked_at: null, retry_at: null, lease_until: null });
}

/** Asks that everything of the person that was left behind be drawn again: whoever has the account may be somebody else. */
export async function redrawLeftBehind(trx: Knex.Transaction, recipientId: string): Promise<void> {
  await trx.raw(
    `update delivery set wanted_version = wanted_version + 1
     where delivery_id in (
       select d.delivery_id from delivery d
       where d.recipient_id = ? and d.state = 'sent' and ${isLeftBehind} order by d.delivery_id for update)`,
    [recipientId],
  );
}
