import type { Knex } from 'knex';
import { z } from 'zod';
import { createSourceTables } from '../src/db/source-contract/create-source-tables.ts';

const userParams = z.object({ sourceSchema: z.string().min(1).default('gtm') });

/** Creates only what is missing: in production these tables, or views, belong to other systems. */
export async function up(knex: Knex): Promise<void> {
  await createSourceTables(knex, userParams.parse(knex.userParams ?? {}).sourceSchema);
}

/** Source data is never ours to drop. */
export async function down(): Promise<void> {}
