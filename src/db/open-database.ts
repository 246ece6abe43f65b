import type { Knex } from 'knex';
import { OperatorError } from '../errors.ts';
import { BOT_ROLE, checkConnection, connect, databaseName, OWNED_SCHEMA } from './connection.ts';
import { migrationFiles } from './migration-files.ts';
import { type ContractFault, checkSourceContract } from './source-contract/check-source-contract.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly sourceSchema: string;
  readonly applicationName?: string | undefined;
}

/**
 * Connects as the bot, and makes sure that what the bot relies on holds before anything is read or written. The caller
 * ends it with `destroy()`.
 * @throws OperatorError for a database that cannot be reached, is not migrated, or does not keep the data contract
 */
export async function openDatabase(options: DatabaseOptions): Promise<Knex> {
  const db = connect({ ...options, role: BOT_ROLE });
  try {
    await checkConnection(db, options.url);
    await checkMigrated(db, options.url);
    const faults = await checkSourceContract(db, options.sourceSchema);
    if (faults.length > 0) throw contractError(faults);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** @throws OperatorError for a database that lacks a migration of this version. */
export async function checkMigrated(db: Knex, url: string): Promise<void> {
  const { rows } = await db.raw<{ rows: { present: boolean }[] }>('select to_regclass(?) is not null as present', [
    `${OWNED_SCHEMA}.schema_migration`,
  ]);
  const taken = rows[0]?.present === true ? await db('schema_migration').pluck<string[]>('name') : [];
  const missing = (await migrationFiles.getMigrations([])).filter((name) => !taken.includes(name));
  if (missing.length === 0) return;
  throw new OperatorError({
    code: 'not_migrated',
    what: `The database ${databaseName(url)} lacks ${missing.length} migration(s), the first is ${missing[0]}.`,
    expected: 'the schema of this version of Rep Coach',
    remedy: 'Run `rep-coach migrate` first.',
  });
}

function contractError(faults: readonly ContractFault[]): OperatorError {
  const lines = faults.map(
    ({ name, expected, found, remedy }) =>
      `  ${name}\n    expected: ${expected}\n    found:    ${found}\n    remedy:   ${remedy}`,
  );
  return new OperatorError({
    code: 'source_contract',
    what: `The source tables do not keep the data contract:\n${lines.join('\n')}`,
    expected: 'every table and column above as described',
    remedy: 'Mend them all; nothing was read or written.',
  });
}
