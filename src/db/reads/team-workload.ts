import type { Knex } from 'knex';

/** What waits for a decision about some reps, and what is escalated: counts. */
export interface TeamWorkload {
  pendingDecisions: number;
  openEscalations: number;
}

/** Pending items whose pattern is not over, and escalations not resolved, of the reps together. */
export async function teamWorkload(db: Knex, repIds: readonly string[]): Promise<TeamWorkload> {
  const { rows } = await db.raw<{ rows: { pending: number; escalated: number }[] }>(
    `select
       (select count(*) from rep_coaching_log item left join pattern_episode e on e.episode_id = item.episode_id
        where item.rep_id = any(cast(:repIds as text[])) and item.approval_status = 'pending_approval'
          and (e.state is null or e.state = 'open')) as pending,
       (select count(*) from escalation
        where rep_id = any(cast(:repIds as text[])) and resolved_at is null) as escalated`,
    { repIds: [...repIds] },
  );
  return { pendingDecisions: rows[0]?.pending ?? 0, openEscalations: rows[0]?.escalated ?? 0 };
}
