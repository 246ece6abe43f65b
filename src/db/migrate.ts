import type { Knex } from 'knex';
import { checkConnection, connect, OWNED_SCHEMA } from './connection.ts';
import { migrationFiles } from './migration-files.ts';
import { grantRights } from './rights.ts';

export interface MigrateOptions {
  /** A login that may create schemas, tables and roles. */
  readonly url: string;
  readonly sourceSchema: string;
  /** The login that the bot itself uses, when it is another one: it is let into the bot's role. */
  readonly botLogin?: string | undefined;
}

/** Any number will do, as long as every version of Rep Coach takes the same one. */
const MIGRATION_LOCK = 7_240_117;

function migratorConfig(): Knex.MigratorConfig {
  return {
    migrationSource: migrationFiles,
    schemaName: OWNED_SCHEMA,
    tableName: 'schema_migration',
  };
}

/**
 * Brings the database to the newest schema and grants the bot its rights. May be repeated; two at once follow one
 * another. Returns the names of the steps that were taken, oldest first.
 * @throws OperatorError when the database cannot be used.
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const { url, sourceSchema, botLogin } = options;
  const db = connect({ url, sourceSchema, poolMax: 3, applicationName: 'rep-coach migrate', statementTimeoutMs: 0 });
  db.userParams = { sourceSchema };
  try {
    await checkConnection(db, url);
    return await db.transaction(async (lock) => {
      await lock.raw('set local idle_in_transaction_session_timeout = 0');
      await lock.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
      await db.raw('create schema if not exists ??', [OWNED_SCHEMA]);
      await db.raw('create schema if not exists ??', [sourceSchema]);
      // Nobody else migrates while we hold the lock: knex's own flag can only stem from a run that was killed.
      await db.migrate.forceFreeMigrationsLock(migratorConfig());
      const taken = await latest(db);
      await grantRights(db, { sourceSchema, botLogin });
      return taken;
    });
  } finally {
    await db.destroy();
  }
}

async function latest(db: Knex): Promise<readonly string[]> {
  const [, names]: [number, string[]] = await db.migrate.latest(migratorConfig());
  return names;
}
