import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { EscalatedMatters } from '../../domain/view.ts';
import { flagDaysUpTo } from './recent-flags.ts';

/** Whether an escalation about a rep is open, and whose the latest one is; a rep who has left has no other SLM. */
export async function escalationOpen(db: Knex, repId: string): Promise<{ isOpen: boolean; slmId: string | null }> {
  const row = await db<{ rep_id: string; resolved_at: Date | null; slm_id: string | null; as_of: string }>('escalation')
    .where({ rep_id: repId, resolved_at: null })
    .orderBy([{ column: 'as_of', order: 'desc' }, { column: 'escalation_id' }])
    .first('slm_id');
  return { isOpen: row !== undefined, slmId: row?.slm_id ?? null };
}

/** What the histories of the open escalations about a rep tell of. */
export async function escalatedMatters(db: Knex, repId: string): Promise<EscalatedMatters> {
  const rows = await db<{ rep_id: string; resolved_at: Date | null; coaching_id: string | null; as_of: LocalDate }>(
    'escalation',
  )
    .where({ rep_id: repId, resolved_at: null })
    .select('coaching_id', 'as_of');
  return {
    coachingIds: new Set(rows.flatMap((row) => row.coaching_id ?? [])),
    flagDays: rows.map((row) => flagDaysUpTo(row.as_of)),
  };
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
