import type { Knex } from 'knex';
import type { TableRows } from './row-book.ts';

const rowsAtOnce = 10_000;

/**
 * Writes rows in statements of ten thousand: one array a column, unnested and cast to the column's type. A column that
 * none of the table's rows has is left to its default.
 */
export async function insertRows(
  db: Knex,
  { table, rows }: TableRows,
  onRows: (count: number) => void = () => {},
): Promise<void> {
  const used = new Set<string>();
  for (const row of rows) for (const name in row) used.add(name);
  const columns = Object.entries(table.columns).filter(([name]) => used.has(name));
  const names = columns.map(([name]) => name);
  const placeholders = columns.map(([, { family }]) => (family === 'numeric[]' ? '?::text[]' : `?::${family}[]`));
  const values = columns.map(([, { family }]) => (family === 'numeric[]' ? '??::numeric[]' : '??'));
  const identifiers = names.map(() => '??').join(', ');
  const sql =
    `insert into ?? (${identifiers}) select ${values.join(', ')} ` +
    `from unnest(${placeholders.join(', ')}) as given (${identifiers})`;
  // While the server works on one part, the next is made ready.
  let writing: Promise<void> = Promise.resolve();
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const part = rows.slice(start, start + rowsAtOnce);
    const arrays = names.map((name) => arrayLiteral(part.map((row) => row[name])));
    await writing;
    writing = db.raw(sql, [table.name, ...names, ...names, ...arrays, ...names]).then(() => onRows(part.length));
  }
  await writing;
}

/** Postgres' own spelling of an array; nothing given is null. */
function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(elementOf).join(',')}}`;
}

const mustBeEscaped = /["\\]/;

function elementOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? arrayLiteral(value) : String(value);
  return mustBeEscaped.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`;
}
