import type { Knex } from 'knex';

export interface NamedPerson {
  readonly personId: string;
  readonly fullName: string;
}

/** Who has the id, else the e-mail address in any case; null when nobody does. */
export async function personNamed(db: Knex, name: string): Promise<NamedPerson | null> {
  const row = await db<{ person_id: string; full_name: string }>('person')
    .where({ person_id: name })
    .orWhereRaw('lower(email) = lower(?)', [name])
    .orderByRaw('(person_id = ?) desc', [name])
    .first('person_id', 'full_name');
  return row === undefined ? null : { personId: row.person_id, fullName: row.full_name };
}

/** Who has the id; null when nobody does. */
export async function personWithId(db: Knex, personId: string): Promise<NamedPerson | null> {
  const row = await db<{ person_id: string; full_name: string }>('person')
    .where({ person_id: personId })
    .first('person_id', 'full_name');
  return row === undefined ? null : { personId: row.person_id, fullName: row.full_name };
}

/** Who has the account in Slack; null when nobody of ours does. */
export async function personOfSlackUser(db: Knex, slackUserId: string): Promise<NamedPerson | null> {
  const row = await db<{ person_id: string; full_name: string; slack_user_id: string | null }>('person')
    .where({ slack_user_id: slackUserId })
    .first('person_id', 'full_name');
  return row === undefined ? null : { personId: row.person_id, fullName: row.full_name };
}

/** Who has the e-mail address, in any case; null when nobody does. */
export async function personOfEmail(db: Knex, email: string): Promise<NamedPerson | null> {
  const row = await db<{ person_id: string; full_name: string }>('person')
    .whereRaw('lower(email) = lower(?)', [email])
    .first('person_id', 'full_name');
  return row === undefined ? null : { personId: row.person_id, fullName: row.full_name };
}
