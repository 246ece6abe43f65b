import type { PlainTable, RowOf } from '../../../src/db/source-contract/source-table.ts';
import type { TableRows } from '../../../src/sandbox/organisation/row-book.ts';

/** The rows of one table of a built organisation. */
export function rowsOf<T extends PlainTable>(tables: readonly TableRows[], table: T): readonly RowOf<T>[] {
  const found = tables.find((one) => one.table.name === table.name);
  if (!found) throw new Error(`The organisation has no rows of ${table.name}.`);
  // The book took every row as RowOf its table.
  return found.rows as unknown as readonly RowOf<T>[];
}
