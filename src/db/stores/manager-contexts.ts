import type { Knex } from 'knex';

/** An open or ended episode, locked, as far as its context depends on it. */
export interface LockedPattern {
  repId: string;
  escalated: boolean;
  over: boolean;
}

/** Locks the episode against the weekly step until the transaction ends; null when there is none. */
export async function lockPattern(trx: Knex.Transaction, episodeId: string): Promise<LockedPattern | null> {
  const row = await trx<{ episode_id: string; rep_id: string; state: string; escalated_on: string | null }>(
    'pattern_episode',
  )
    .where({ episode_id: episodeId })
    .forUpdate()
    .first('rep_id', 'state', 'escalated_on');
  if (row === undefined) return null;
  return { repId: row.rep_id, escalated: row.escalated_on !== null, over: row.state !== 'open' };
}

/** Puts a context in place of what there was; null takes it back. The episode must be locked. */
export async function saveContext(
  trx: Knex.Transaction,
  context: { episodeId: string; authorId: string; text: string | null; at: Date },
): Promise<void> {
  await trx.raw(
    `insert into manager_context (episode_id, author_id, body, written_at) values (:episodeId, :authorId, :text, :at)
     on conflict (episode_id) do update
     set author_id = excluded.author_id, body = excluded.body, written_at = excluded.written_at,
         version = manager_context.version + 1`,
    context,
  );
}
