import type { Knex } from 'knex';
import { z } from 'zod';
import type { TypeFamily } from './column.ts';
import type { SourceTable } from './source-table.ts';
import { sourceTables } from './source-tables.ts';

export interface ContractFault {
  /** `schema.table` or `schema.table.column`. */
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

/**
 * Compares the tables or views of `sourceSchema` with the data contract, by type family, and returns every fault.
 * An empty list means that the contract holds.
 */
export async function checkSourceContract(db: Knex, sourceSchema: string): Promise<ContractFault[]> {
  const live = await readLiveColumns(db, sourceSchema);
  return sourceTables.flatMap((table) => faultsOf(table, sourceSchema, live.get(table.name)));
}

function faultsOf(table: SourceTable, schema: string, live: Map<string, string> | undefined): ContractFault[] {
  const name = `${schema}.${table.name}`;
  if (!live) {
    return [
      {
        name,
        expected: `a table or view (one row per ${table.rowIs})`,
        found: 'nothing of that name',
        remedy: `run "rep-coach migrate" to create it empty, or create a view of that name, or point SOURCE_SCHEMA at the schema that holds it`,
      },
    ];
  }
  return Object.entries(table.columns).flatMap(([column, { family, sqlType }]) => {
    const found = live.get(column);
    if (found !== undefined && familyOf(found) === family) return [];
    return [
      {
        name: `${name}.${column}`,
        expected: sqlType,
        found: found ?? 'no such column',
        remedy:
          found === undefined
            ? `add the column ${column} ${sqlType} to ${name}, or expose it under that name in the view`
            : `change the type of ${name}.${column} to ${sqlType}, or cast it to that in the view`,
      },
    ];
  });
}

const liveColumn = z.object({ table: z.string(), column: z.string(), type: z.string() });

/** Reads the catalog rather than information_schema, which hides what the role may not select. Domains count as their base. */
async function readLiveColumns(db: Knex, sourceSchema: string): Promise<Map<string, Map<string, string>>> {
  const { rows } = await db.raw(
    `select c.relname as "table", a.attname as "column",
            format_type(case when t.typtype = 'd' then t.typbasetype else t.oid end, null) as "type"
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_type t on t.oid = a.atttypid
      where n.nspname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
    [sourceSchema],
  );
  const tables = new Map<string, Map<string, string>>();
  for (const { table, column, type } of z.array(liveColumn).parse(rows)) {
    const columns = tables.get(table) ?? new Map<string, string>();
    columns.set(column, type);
    tables.set(table, columns);
  }
  return tables;
}

const spellings: Readonly<Record<string, TypeFamily>> = {
  text: 'text',
  'character varying': 'text',
  character: 'text',
  bpchar: 'text',
  citext: 'text',
  smallint: 'int',
  integer: 'int',
  bigint: 'int',
  numeric: 'numeric',
  date: 'date',
  'timestamp with time zone': 'timestamptz',
  boolean: 'bool',
  'numeric[]': 'numeric[]',
};

const familyOf = (type: string): TypeFamily | undefined => spellings[type];
