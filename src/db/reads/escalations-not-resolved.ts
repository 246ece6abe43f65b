import type { Knex } from 'knex';

/** An escalation that somebody must still take care of. */
export interface UnresolvedEscalation {
  escalationId: string;
  repId: string;
  slmId: string | null;
}

/** Every escalation that is not resolved, in order of its rep. */
export async function escalationsNotResolved(db: Knex): Promise<UnresolvedEscalation[]> {
  const rows = await db<{ escalation_id: string; rep_id: string; slm_id: string | null; resolved_at: Date | null }>(
    'escalation',
  )
    .where({ resolved_at: null })
    .orderBy(['rep_id', 'escalation_id'])
    .select('escalation_id', 'rep_id', 'slm_id');
  return rows.map((row) => ({ escalationId: row.escalation_id, repId: row.rep_id, slmId: row.slm_id }));
}
