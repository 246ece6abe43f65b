import type { Knex } from 'knex';

/** The one coaching row of an episode. @throws when it has none, which the rules exclude. */
export async function coachingIdOfEpisode(db: Knex, episodeId: string): Promise<string> {
  const row = await db<{ coaching_id: string; episode_id: string }>('rep_coaching_log')
    .where({ episode_id: episodeId })
    .first('coaching_id');
  if (row === undefined) throw new Error(`Episode ${episodeId} has no coaching row.`);
  return row.coaching_id;
}
