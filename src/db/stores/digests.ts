import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';

export interface NewDigest {
  repId: string;
  role: Role;
  /** First day of the month it is about. */
  periodMonth: LocalDate;
  runStart: Date;
  /** What it shows, fixed for good. */
  content: unknown;
  /** The approved actions it carries; each is carried by one digest only. */
  coachingIds: readonly string[];
}

/** @returns the digest's id, or null when the rep has one for this month. */
export async function addDigest(trx: Knex.Transaction, digest: NewDigest): Promise<string | null> {
  const [row] = await trx('digest')
    .insert({
      rep_id: digest.repId,
      role: digest.role,
      period_month: digest.periodMonth,
      run_start: digest.runStart,
      content: JSON.stringify(digest.content),
    })
    .onConflict(['rep_id', 'period_month'])
    .ignore()
    .returning<{ digest_id: string }[]>('digest_id');
  if (row === undefined) return null;
  if (digest.coachingIds.length > 0) {
    await trx('digest_action').insert(
      digest.coachingIds.map((coaching_id) => ({ coaching_id, digest_id: row.digest_id })),
    );
  }
  return row.digest_id;
}

/** Marks the actions of a digest that reached its rep. */
export async function markSurfaced(trx: Knex.Transaction, digestId: string, at: Date): Promise<void> {
  await trx('rep_coaching_log')
    .whereIn('coaching_id', trx('digest_action').where({ digest_id: digestId }).select('coaching_id'))
    .whereNull('surfaced_at')
    .update({ surfaced_at: at });
}

/** @returns `now` when this was the first acknowledgement, `before` when there was one, `not_found` for another's digest. */
export async function acknowledge(
  trx: Knex.Transaction,
  digestId: string,
  repId: string,
  at: Date,
): Promise<'now' | 'before' | 'not_found'> {
  const row = await trx<{ digest_id: string; rep_id: string; acknowledged_at: Date | null }>('digest')
    .where({ digest_id: digestId, rep_id: repId })
    .forUpdate()
    .first('acknowledged_at');
  if (row === undefined) return 'not_found';
  if (row.acknowledged_at !== null) return 'before';
  await trx('digest').where({ digest_id: digestId }).update({ acknowledged_at: at });
  return 'now';
}

/** @returns the digest that brought the action, and whether it was done before; null when none of this rep's did. */
export async function markDone(
  trx: Knex.Transaction,
  coachingId: string,
  repId: string,
  at: Date,
): Promise<{ digestId: string; wasDone: boolean } | null> {
  const row = await trx('digest_action as da')
    .join('rep_coaching_log as item', 'item.coaching_id', 'da.coaching_id')
    .where({ 'da.coaching_id': coachingId, 'item.rep_id': repId })
    .whereNotNull('item.surfaced_at')
    .first<{ digest_id: string } | undefined>('da.digest_id');
  if (row === undefined) return null;
  const marked = await trx('rep_coaching_log')
    .where({ coaching_id: coachingId, done_at: null })
    .update({ done_at: at });
  return { digestId: row.digest_id, wasDone: marked === 0 };
}
