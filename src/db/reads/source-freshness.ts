import type { Knex } from 'knex';
import { sourceTables } from '../source-contract/source-tables.ts';

/** When a source table last learnt something. */
export interface SourceFreshness {
  readonly table: string;
  /** Null for an empty table. */
  readonly latest: Date | null;
}

/** The latest `recorded_at` of every source table, in the order of the data contract. */
export async function sourceFreshness(db: Knex, sourceSchema: string): Promise<SourceFreshness[]> {
  const found: SourceFreshness[] = [];
  for (const { name } of sourceTables) {
    const { rows } = await db.raw<{ rows: { latest: Date | null }[] }>('select max(recorded_at) as latest from ??.??', [
      sourceSchema,
      name,
    ]);
    found.push({ table: name, latest: rows[0]?.latest ?? null });
  }
  return found;
}
