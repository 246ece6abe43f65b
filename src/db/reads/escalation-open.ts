import type { Knex } from 'knex';

/** Whether an escalation about a rep is open, and whose the latest one is; a rep who has left has no other SLM. */
export async function escalationOpen(db: Knex, repId: string): Promise<{ isOpen: boolean; slmId: string | null }> {
  const row = await db<{ rep_id: string; resolved_at: Date | null; slm_id: string | null; as_of: string }>('escalation')
    .where({ rep_id: repId, resolved_at: null })
    .orderBy([{ column: 'as_of', order: 'desc' }, { column: 'escalation_id' }])
    .first('slm_id');
  return { isOpen: row !== undefined, slmId: row?.slm_id ?? null };
}

/** Those of the reps about whom an escalation is open. */
export async function repsEscalated(db: Knex, repIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(
    await db<{ rep_id: string; resolved_at: Date | null }>('escalation')
      .whereIn('rep_id', [...repIds])
      .whereNull('resolved_at')
      .pluck<string[]>('rep_id'),
  );
}
