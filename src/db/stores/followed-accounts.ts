import type { Knex } from 'knex';

/** A person whose Slack account is another one than their open items are in. */
export interface ChangedAccount {
  readonly personId: string;
  readonly before: string;
  readonly now: string;
}

/** Everybody who has another account now, in order; of people seen for the first time their account is kept. */
export async function changedAccounts(db: Knex): Promise<ChangedAccount[]> {
  await db.raw(
    `insert into followed_account (person_id, slack_user_id)
     select person_id, slack_user_id from person
     where slack_user_id is not null and person_id not in (select person_id from followed_account)
     on conflict do nothing`,
  );
  const rows = await db('person as p')
    .join('followed_account as f', 'f.person_id', 'p.person_id')
    .whereRaw('p.slack_user_id <> f.slack_user_id')
    .orderBy('p.person_id')
    .select<{ person_id: string; before: string; now: string }[]>(
      'p.person_id',
      'f.slack_user_id as before',
      'p.slack_user_id as now',
    );
  return rows.map((row) => ({ personId: row.person_id, before: row.before, now: row.now }));
}

/** @returns false when somebody else has followed meanwhile. */
export async function saveFollowedAccount(trx: Knex.Transaction, { personId, before, now }: ChangedAccount) {
  const changed = await trx('followed_account')
    .where({ person_id: personId, slack_user_id: before })
    .update({ slack_user_id: now });
  return changed === 1;
}
