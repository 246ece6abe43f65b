import { type SourceColumn, type TypeFamily, timestamp, withDefault } from './column.ts';

type Columns = Readonly<Record<string, SourceColumn>>;

/** A table as far as writing rows into it goes. */
export interface PlainTable<C extends Columns = Columns> {
  readonly name: string;
  readonly columns: C;
}

export interface SourceTable<C extends Columns = Columns> extends PlainTable<C> {
  /** What one row is, for messages. */
  readonly rowIs: string;
  readonly key: readonly string[];
  /** Column lists for the weekly set-based reads: by date or event time, then rep. */
  readonly indexes: readonly (readonly string[])[];
}

interface ValueOf extends Record<TypeFamily, unknown> {
  text: string;
  int: number;
  numeric: number;
  date: string;
  timestamptz: string;
  bool: boolean;
  'numeric[]': readonly number[];
}

type CellOf<C> =
  C extends SourceColumn<infer F, infer Optional, infer O>
    ? (F extends 'text' ? O : ValueOf[F]) | (Optional extends true ? null : never)
    : never;

type RequiredNames<C extends Columns> = {
  [Name in keyof C]: C[Name] extends SourceColumn<TypeFamily, false, string> ? Name : never;
}[keyof C];

/** A row to write: dates `YYYY-MM-DD`, instants ISO 8601; columns that are nullable or have a default may be left out. */
export type RowOf<T> =
  T extends PlainTable<infer C>
    ? { [Name in RequiredNames<C>]: CellOf<C[Name]> } & {
        [Name in Exclude<keyof C, RequiredNames<C>>]?: CellOf<C[Name]>;
      }
    : never;

/** A table that is described for its rows' sake only; it has no `recorded_at` unless listed. */
export const plainTable = <const C extends Columns>(name: string, columns: C): PlainTable<C> => ({ name, columns });

type WithRecordedAt<C extends Columns> = C & { readonly recorded_at: SourceColumn<'timestamptz', true> };

/** Every source table carries `recorded_at`: when the row became known. Added here, so that no table can lack it. */
export const sourceTable = <const C extends Columns>(
  name: string,
  description: {
    rowIs: string;
    key: readonly (keyof C & string)[];
    columns: C;
    indexes: readonly (readonly (keyof C & string)[])[];
  },
): SourceTable<WithRecordedAt<C>> => ({
  name,
  ...description,
  columns: { ...description.columns, recorded_at: withDefault(timestamp, 'now()') },
});
