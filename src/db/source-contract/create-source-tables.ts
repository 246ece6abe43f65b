import type { Knex } from 'knex';
import type { SourceColumn } from './column.ts';
import type { SourceTable } from './source-table.ts';
import { sourceTables } from './source-tables.ts';

/**
 * Creates the source tables that are missing in `sourceSchema`, with keys, checks and indexes, and the schema itself
 * where it is missing. What exists under such a name, table or view, belongs to another system and is left as it is.
 * Returns the names of the tables created.
 */
export async function createSourceTables(db: Knex, sourceSchema: string): Promise<readonly string[]> {
  const missing = await missingTables(db, sourceSchema);
  if (missing.length === 0) return [];
  // `create schema if not exists` asks for the right to create even where the schema is there.
  const { rows } = await db.raw('select 1 from pg_namespace where nspname = ?', [sourceSchema]);
  if (rows.length === 0) await db.raw('create schema ??', [sourceSchema]);
  for (const table of missing) await createTable(db, sourceSchema, table);
  return missing.map((table) => table.name);
}

async function missingTables(db: Knex, sourceSchema: string): Promise<readonly SourceTable[]> {
  const { rows } = await db.raw(
    'select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ?',
    [sourceSchema],
  );
  const present = new Set(rows.map((row: { name: string }) => row.name));
  return sourceTables.filter((table) => !present.has(table.name));
}

async function createTable(db: Knex, sourceSchema: string, table: SourceTable): Promise<void> {
  const columns = Object.entries(table.columns).map(([name, column]) => columnSql(db, name, column));
  const key = table.key.map((name) => identifier(db, name)).join(', ');
  const qualified = db.raw('??.??', [sourceSchema, table.name]).toString();
  await db.raw(`create table ${qualified} (\n  ${columns.join(',\n  ')},\n  primary key (${key})\n)`);
  for (const index of table.indexes) {
    await db.raw(`create index on ${qualified} (${index.map((name) => identifier(db, name)).join(', ')})`);
  }
}

function columnSql(db: Knex, name: string, column: SourceColumn): string {
  const parts = [identifier(db, name), column.sqlType];
  if (!column.nullable) parts.push('not null');
  if (column.defaultSql !== null) parts.push(`default ${column.defaultSql}`);
  if (column.oneOf !== null) {
    const options = column.oneOf.map((option) => db.raw('?', [option]).toString());
    parts.push(`check (${identifier(db, name)} in (${options.join(', ')}))`);
  }
  return parts.join(' ');
}

const identifier = (db: Knex, name: string): string => db.raw('??', [name]).toString();
