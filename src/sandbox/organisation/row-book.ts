import type { PlainTable, RowOf } from '../../db/source-contract/source-table.ts';

export type AnyRow = Readonly<Record<string, unknown>>;

export interface TableRows {
  readonly table: PlainTable;
  readonly rows: readonly AnyRow[];
}

/** Collects the rows of every table as the generators write them; tables keep the order of their first row. */
export interface RowBook {
  add<T extends PlainTable>(table: T, row: RowOf<T>): void;
  tables(): readonly TableRows[];
}

export function createRowBook(): RowBook {
  const book = new Map<string, { table: PlainTable; rows: AnyRow[] }>();
  return {
    add(table, row) {
      const page = book.get(table.name);
      if (page) page.rows.push(row);
      else book.set(table.name, { table, rows: [row] });
    },
    tables: () => [...book.values()],
  };
}
