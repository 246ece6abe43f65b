import type { Knex } from 'knex';

/** Inserts plain rows, table by table in the order given; what a row leaves out takes the column's default. */
export async function loadTables(
  owner: Knex,
  tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
): Promise<void> {
  await owner.transaction(async (transaction) => {
    for (const [table, rows] of Object.entries(tables)) await transaction.batchInsert(table, [...rows], 500);
  });
}
