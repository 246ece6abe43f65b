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
