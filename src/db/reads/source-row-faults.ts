import type { Knex } from 'knex';
import { z } from 'zod';
import { localDateOf } from '../../domain/calendar.ts';
import { rowRules } from '../source-contract/row-rules.ts';
import type { SourceTable } from '../source-contract/source-table.ts';
import { sourceTables } from '../source-contract/source-tables.ts';

/** Rows of one source table that break the data contract in one way. */
export interface RowFault {
  readonly table: string;
  /** The column, or the key. */
  readonly column: string;
  readonly what: string;
  readonly rows: number;
}

export interface RowsToCheck {
  /** Rows recorded from here on do not exist; what they say happened later cannot be. */
  readonly runStart: Date;
  /** Rows recorded before were checked before; null: all are looked at. */
  readonly since: Date | null;
  readonly orgTz: string;
}

/** What a row says that has not happened yet: no number counts it before, and time mends most of these. */
export const AFTER_THE_RUN = 'after the run';

/** A way in which a row can be at fault, as SQL over the table's columns. */
interface Check {
  readonly column: string;
  readonly what: string;
  readonly holds: string;
}

/**
 * Every way in which rows known by now break the data contract: keys that are not unique, numbers that are none (NaN,
 * the infinities), values below 0, missing or of no known kind, people nobody knows, and things said to have happened
 * after the run. One pass a table; only where it finds a fault, a second one says which. Keys and
 * missing values that the database itself rules out are not looked for.
 */
export async function sourceRowFaults(
  db: Knex,
  { runStart, since, orgTz }: RowsToCheck,
  tables: readonly SourceTable[] = sourceTables,
): Promise<RowFault[]> {
  const enforced = await constraintsOf(db);
  const bindings = { runStart, since: since ?? '-infinity', today: localDateOf(runStart, orgTz) };
  const faults: RowFault[] = [];
  for (const table of tables) {
    const isEnforced = (kind: Constraint['kind'], columns: readonly string[]) =>
      enforced.some((one) => one.table === table.name && one.kind === kind && isSame(one.columns, columns));
    const checks = checksOf(db, table, isEnforced);
    if (await hasFault(db, table, checks, bindings)) faults.push(...(await countFaults(db, table, checks, bindings)));
    if (!isEnforced('unique', table.key)) faults.push(...(await repeatedKeys(db, table, bindings)));
  }
  return faults;
}

type Bindings = Readonly<Record<'runStart' | 'since' | 'today', Date | string>>;

function checksOf(
  db: Knex,
  table: SourceTable,
  isEnforced: (kind: Constraint['kind'], columns: readonly string[]) => boolean,
): Check[] {
  const { people, happened, atLeastZero } = rowRules(table.name);
  const name = (column: string) => db.raw('??', [column]).toString();
  const checks: Check[] = [];
  for (const [column, { family, nullable, defaultSql, oneOf }] of Object.entries(table.columns)) {
    const cell = name(column);
    const add = (what: string, holds: string) => checks.push({ column, what, holds });
    if (!nullable && defaultSql === null && !isEnforced('not_null', [column])) add('missing', `${cell} is null`);
    if (family === 'numeric') add('no finite number', `${cell} in ('NaN', 'Infinity', '-Infinity')`);
    if (family === 'numeric[]') add('no finite number', `${cell} && cast('{NaN,Infinity,-Infinity}' as numeric[])`);
    if (atLeastZero.includes(column)) add('below 0', `${cell} < 0`);
    if (oneOf !== null) {
      add('of no known kind', `${cell} not in (${oneOf.map((option) => db.raw('?', [option]).toString()).join(', ')})`);
    }
    if (people.includes(column)) add('nobody known', `${cell} not in (select person_id from person)`);
    if (happened.includes(column)) {
      add(AFTER_THE_RUN, family === 'date' ? `${cell} > :today` : `${cell} > :runStart`);
    }
  }
  return checks;
}

const IS_NEW = 'recorded_at >= :since and recorded_at < :runStart';

/** Healthy tables are all that is usual: they are read once, and nothing is counted. */
async function hasFault(db: Knex, table: SourceTable, checks: readonly Check[], bindings: Bindings): Promise<boolean> {
  if (checks.length === 0) return false;
  const { rows } = await db.raw(
    `select 1 from :table: where ${IS_NEW} and (${checks.map(({ holds }) => holds).join('\n or ')}) limit 1`,
    { table: table.name, ...bindings },
  );
  return rows.length > 0;
}

async function countFaults(
  db: Knex,
  table: SourceTable,
  checks: readonly Check[],
  bindings: Bindings,
): Promise<RowFault[]> {
  const counts = checks.map(({ holds }, place) => `cast(count(*) filter (where ${holds}) as int) as "${place}"`);
  const { rows } = await db.raw(`select ${counts.join(', ')} from :table: where ${IS_NEW}`, {
    table: table.name,
    ...bindings,
  });
  const [counted] = z.array(z.record(z.string(), z.number())).parse(rows);
  return checks
    .map(({ column, what }, place) => ({ table: table.name, column, what, rows: counted?.[place] ?? 0 }))
    .filter((fault) => fault.rows > 0);
}

async function repeatedKeys(db: Knex, table: SourceTable, bindings: Bindings): Promise<RowFault[]> {
  const key = table.key.map((column) => db.raw('??', [column]).toString()).join(', ');
  const { rows } = await db.raw(
    `select cast(coalesce(sum(count - 1), 0) as int) as rows
       from (select count(*) as count from :table: where recorded_at < :runStart group by ${key}
             having count(*) > 1 and max(recorded_at) >= :since) k`,
    { table: table.name, ...bindings },
  );
  const [{ rows: repeated } = { rows: 0 }] = z.array(z.object({ rows: z.number() })).parse(rows);
  return repeated === 0
    ? []
    : [{ table: table.name, column: table.key.join(', '), what: 'not unique', rows: repeated }];
}

const constraint = z.object({
  table: z.string(),
  kind: z.enum(['unique', 'not_null']),
  columns: z.array(z.string()),
});
type Constraint = z.output<typeof constraint>;

/** What the database enforces of the tables that the search path leads to. Views enforce nothing. */
async function constraintsOf(db: Knex): Promise<Constraint[]> {
  const { rows } = await db.raw(
    `select c.relname as "table", k.kind, k.columns
       from pg_class c
       cross join lateral (
         select 'unique' as kind, array(select cast(a.attname as text) from unnest(o.conkey) n join pg_attribute a
                                         on a.attrelid = c.oid and a.attnum = n) as columns
           from pg_constraint o where o.conrelid = c.oid and o.contype in ('p', 'u')
         union all
         select 'not_null', array[cast(a.attname as text)] from pg_attribute a
          where a.attrelid = c.oid and a.attnotnull and a.attnum > 0
       ) k
      where c.oid = any(array(select to_regclass(quote_ident(name)) from unnest(cast(? as text[])) name))`,
    [sourceTables.map(({ name }) => name)],
  );
  return z.array(constraint).parse(rows);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && b.every((name) => a.includes(name));
}
