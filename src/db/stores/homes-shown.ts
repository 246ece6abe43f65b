import type { Knex } from 'knex';

/** Somebody whose Home is out there, and shows what they no longer are. */
export interface StaleHome {
  slackUserId: string;
  personId: string;
}

/** Keeps that a person's Home was drawn as they are now. */
export async function noteHomeShown(db: Knex, home: StaleHome & { isAdmin: boolean }): Promise<void> {
  const { slackUserId: slack_user_id, personId: person_id, isAdmin: is_admin } = home;
  await db('home_shown')
    .insert({ slack_user_id, person_id, is_admin, is_stale: false })
    .onConflict('slack_user_id')
    .merge();
}

/** The reporting lines of these people have changed, in the caller's transaction: what their Home shows is old. */
export async function markHomesStale(trx: Knex, personIds: readonly (string | null)[]): Promise<void> {
  const ids = personIds.filter((id) => id !== null);
  await trx('home_shown').whereIn('person_id', ids).update({ is_stale: true });
}

/** Those whose lines have changed, and those whose person is an admin, there, or of that account no longer or only now. */
export async function staleHomes(db: Knex, now: Date): Promise<StaleHome[]> {
  const { rows } = await db.raw<{ rows: { slack_user_id: string; person_id: string }[] }>(
    `select shown.slack_user_id, shown.person_id
     from home_shown shown join person using (person_id)
     where shown.is_stale or shown.is_admin <> person.is_admin or person.deactivated_at <= :now
       or person.slack_user_id is distinct from shown.slack_user_id
     order by shown.slack_user_id`,
    { now },
  );
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
