import type { Knex } from 'knex';

/** Reps who have left by the instant and still have a pattern open, in order of rep_id. */
export async function leaversWithPatterns(db: Knex, now: Date): Promise<string[]> {
  return db('pattern_episode as e')
    .join('person as rep', 'rep.person_id', 'e.rep_id')
    .where('e.state', 'open')
    .where('rep.deactivated_at', '<=', now)
    .distinct()
    .orderBy('e.rep_id')
    .pluck<string[]>('e.rep_id');
}
