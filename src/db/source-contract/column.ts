/** How types are compared: any spelling of a family will do (varchar for text, bigint for int), another family will not. */
export type TypeFamily = 'text' | 'int' | 'numeric' | 'date' | 'timestamptz' | 'bool' | 'numeric[]';

export interface SourceColumn<
  Family extends TypeFamily = TypeFamily,
  Optional extends boolean = boolean,
  Option extends string = string,
> {
  readonly family: Family;
  /** The type a table created by us gets. */
  readonly sqlType: string;
  readonly nullable: boolean;
  readonly defaultSql: string | null;
  /** Null when any value of the family is allowed. */
  readonly oneOf: readonly Option[] | null;
  /** True when a row may be written without it: nullable, or with a default. */
  readonly optional: Optional;
}

const required = <Family extends TypeFamily>(family: Family, sqlType: string): SourceColumn<Family, false> => ({
  family,
  sqlType,
  nullable: false,
  defaultSql: null,
  oneOf: null,
  optional: false,
});

export const text = required('text', 'text');
export const currency = required('text', 'char(3)');
export const int = required('int', 'integer');
export const numeric = required('numeric', 'numeric');
export const money = required('numeric', 'numeric(18,2)');
export const date = required('date', 'date');
export const timestamp = required('timestamptz', 'timestamptz');
export const bool = required('bool', 'boolean');
export const numericList = required('numeric[]', 'numeric[]');

export const oneOf = <Option extends string>(...options: readonly Option[]): SourceColumn<'text', false, Option> => ({
  ...required('text', 'text'),
  oneOf: options,
});

export const nullable = <F extends TypeFamily, O extends string>(
  column: SourceColumn<F, boolean, O>,
): SourceColumn<F, true, O> => ({ ...column, nullable: true, optional: true });

/** `defaultSql` is an SQL expression written by us, never data. */
export const withDefault = <F extends TypeFamily, O extends string>(
  column: SourceColumn<F, boolean, O>,
  defaultSql: string,
): SourceColumn<F, true, O> => ({ ...column, defaultSql, optional: true });
