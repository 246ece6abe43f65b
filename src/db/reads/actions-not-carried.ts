import type { Knex } from 'knex';

/** Actions approved for anybody but the reps that no digest has taken up. */
export async function actionsNotCarried(db: Knex, repIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { coaching_id: string }[] }>(
    `select coaching_id from rep_coaching_log item
     where approval_status in ('approved', 'modified') and rep_id <> all(cast(:repIds as text[]))
       and not exists (select 1 from digest_action da where da.coaching_id = item.coaching_id)
     order by coaching_id`,
    { repIds: [...repIds] },
  );
  return rows.map((row) => row.coaching_id);
}
