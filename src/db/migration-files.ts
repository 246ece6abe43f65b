import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { z } from 'zod';

const FOLDER = new URL('../../migrations/', import.meta.url);
const MIGRATION_FILE = /^\d{14}_[a-z0-9_]+\.ts$/;

const migrationModule = z.object({
  up: z.custom<Knex.Migration['up']>((value) => typeof value === 'function'),
  down: z.custom<NonNullable<Knex.Migration['down']>>((value) => typeof value === 'function').optional(),
});

/** The steps in `migrations/`, in the order of their timestamps. Imported as modules, which knex's own loader guesses at. */
export const migrationFiles: Knex.MigrationSource<string> = {
  async getMigrations() {
    const names = await readdir(fileURLToPath(FOLDER));
    return names.filter((name) => MIGRATION_FILE.test(name)).sort();
  },
  getMigrationName: (name) => name,
  async getMigration(name) {
    const { up, down } = migrationModule.parse(await import(new URL(name, FOLDER).href));
    return down === undefined ? { up } : { up, down };
  },
};
