import type { Knex } from 'knex';
import { buildOrganisation, defaultSeed } from './build-organisation.ts';
import { insertRows } from './insert-rows.ts';
import { type OrganisationFacts, organisationFacts } from './organisation-facts.ts';

export interface LoadOptions {
  readonly seed?: number;
  /** Rows written so far, rows in all, and the table being written. */
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

/**
 * Writes the sample organisation, source rows and reference rows, into empty tables in one transaction. `db` must be
 * allowed to write the source schema, which the bot's role is not.
 * @throws Error when there are people already.
 */
export async function loadOrganisation(db: Knex, options: LoadOptions = {}): Promise<OrganisationFacts> {
  if (await db('person').first('person_id')) {
    throw new Error('The sample organisation goes into an empty database; this one has people already.');
  }
  const seed = options.seed ?? defaultSeed;
  const tables = buildOrganisation(seed);
  const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  let done = 0;
  options.onProgress?.(done, total, 'sample organisation');
  await db.transaction(async (transaction) => {
    for (const one of tables) {
      await insertRows(transaction, one, (count) => {
        done += count;
        options.onProgress?.(done, total, one.table.name);
      });
    }
  });
  // Without statistics the planner takes fresh tables for small ones.
  for (const { table } of tables) await db.raw('analyze ??', [table.name]);
  return organisationFacts(seed, tables);
}
