import type { Knex } from 'knex';
import { OWNED_SCHEMA } from '../db/connection.ts';

const SNAPSHOT_SCHEMA = 'sandbox_first_start';

/** What the engine owns, as it was at the first start; the source tables never change in a sandbox. */
export interface Snapshot {
  /** Puts every owned table back, in one transaction. */
  restore(): Promise<void>;
}

/** @param owner a connection that may create a schema and truncate the owned tables */
export async function takeSnapshot(owner: Knex): Promise<Snapshot> {
  const tables = await ownedTables(owner);
  await owner.raw('create schema ??', [SNAPSHOT_SCHEMA]);
  for (const table of tables) {
    await owner.raw('create table ??.?? as table ??.??', [SNAPSHOT_SCHEMA, table, OWNED_SCHEMA, table]);
  }
  return { restore: () => restore(owner, tables) };
}

async function restore(owner: Knex, tables: readonly string[]): Promise<void> {
  await owner.transaction(async (trx) => {
    const names = tables.map(() => '??.??').join(', ');
    await trx.raw(
      `truncate ${names}`,
      tables.flatMap((table) => [OWNED_SCHEMA, table]),
    );
    for (const table of tables) {
      await trx.raw('insert into ??.?? overriding system value select * from ??.??', [
        OWNED_SCHEMA,
        table,
        SNAPSHOT_SCHEMA,
        table,
      ]);
    }
  });
}

/** In the order of their creation, so that a row's references are there before it. */
async function ownedTables(owner: Knex): Promise<string[]> {
  const { rows } = await owner.raw<{ rows: { relname: string }[] }>(
    `select relname from pg_class
     where relnamespace = ?::regnamespace and relkind = 'r' and relname not like 'schema_migration%'
     order by oid`,
    [OWNED_SCHEMA],
  );
  return rows.map((row) => row.relname);
}
