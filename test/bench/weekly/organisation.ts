import type { Knex } from 'knex';
import { sourceTables } from '../../../src/db/source-contract/source-tables.ts';
import { SOURCE_SCHEMA } from '../../support/source-schema.ts';
import { callRows } from './rows/calls.ts';
import { customerRows } from './rows/customers.ts';
import { dealRows } from './rows/deals.ts';
import { createDice } from './rows/dice.ts';
import { outreachRows } from './rows/outreach.ts';
import { peopleRows } from './rows/people.ts';

/**
 * Fills the empty source tables with a plausible organisation, about 1,200 rows a rep, made by Postgres itself; the same
 * seed gives the same rows. The tables are analysed afterwards, as they are in any database that has been there for an
 * hour.
 * @param owner a login that may write source tables.
 * @returns how many rows each source table has.
 */
export async function generateOrganisation(
  owner: Knex,
  { reps, seed }: { readonly reps: number; readonly seed: number },
): Promise<ReadonlyMap<string, number>> {
  await owner.transaction(async (trx) => {
    const keys = await dropKeys(trx);
    const statements = [createDice(seed), ...peopleRows(reps), ...dealRows(), ...outreachRows(), ...callRows()];
    for (const statement of [...statements, ...customerRows()]) await trx.raw(statement.replaceAll('?', '\\?'));
    for (const key of keys) await trx.raw(key);
    await trx.raw('drop table if exists rep, deal, enrollment, account, play');
  });
  await owner.raw('vacuum (analyze)');
  const counts = new Map<string, number>();
  for (const { name } of sourceTables) {
    const rows = await owner(name).count<{ count: number }[]>('* as count');
    counts.set(name, rows[0]?.count ?? 0);
  }
  return counts;
}

/** Keys and indexes are made anew of all rows at once, which is much faster. @returns the statements that make them. */
async function dropKeys(trx: Knex): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { drop: string; add: string }[] }>(
    `select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop,
            format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as add
     from pg_constraint c
     where c.contype = 'p' and c.connamespace = cast(:schema as regnamespace)
     union all
     select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
     from pg_index i join pg_class t on t.oid = i.indrelid
     where not i.indisprimary and t.relnamespace = cast(:schema as regnamespace)`,
    { schema: SOURCE_SCHEMA },
  );
  for (const { drop } of rows) await trx.raw(drop);
  return rows.map(({ add }) => add);
}
