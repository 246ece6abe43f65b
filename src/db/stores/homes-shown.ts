import type { Knex } from 'knex';

/** Somebody whose Home is out there, and shows what they no longer are. */
export interface StaleHome {
  slackUserId: string;
  personId: string;
}

/** Keeps that a person's Home was drawn as they are now. */
export async function noteHomeShown(db: Knex, home: StaleHome): Promise<void> {
  await db('home_shown')
    .insert({ slack_user_id: home.slackUserId, person_id: home.personId, is_stale: false })
    .onConflict('slack_user_id')
    .merge();
}

/** The reporting lines of these people have changed, in the caller's transaction: what their Home shows is old. */
export async function markHomesStale(trx: Knex, personIds: readonly (string | null)[]): Promise<void> {
  const ids = personIds.filter((id) => id !== null);
  await trx('home_shown').whereIn('person_id', ids).update({ is_stale: true });
}

export async function staleHomes(db: Knex): Promise<StaleHome[]> {
  const rows = await db<{ slack_user_id: string; person_id: string; is_stale: boolean }>('home_shown')
    .where({ is_stale: true })
    .orderBy('slack_user_id')
    .select('slack_user_id', 'person_id');
  return rows.map((row) => ({ slackUserId: row.slack_user_id, personId: row.person_id }));
}

/** It could not be drawn: it is as old as before. */
export async function markHomeStale(db: Knex, slackUserId: string): Promise<void> {
  await db('home_shown').where({ slack_user_id: slackUserId }).update({ is_stale: true });
}

/** The account is nobody's of ours any more. */
export async function removeHome(db: Knex, slackUserId: string): Promise<void> {
  await db('home_shown').where({ slack_user_id: slackUserId }).del();
}
