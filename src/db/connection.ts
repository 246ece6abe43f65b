import knex, { type Knex } from 'knex';
import { OperatorError } from '../errors.ts';
import { valueParsers } from './value-parsers.ts';

/** The schema the engine owns. */
export const OWNED_SCHEMA = 'coaching';

/** The role the bot works under: it may read the source schema and write in `coaching` only. */
export const BOT_ROLE = 'rep_coach_bot';

/** The role of whoever takes the downstream feeds: it may read these views and nothing else. */
export const FEED_READER_ROLE = 'rep_coach_feed_reader';

export type DatabaseRole = typeof BOT_ROLE | typeof FEED_READER_ROLE;

export interface ConnectionOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** The schema of the source tables; it follows `coaching` in the search path. */
  readonly sourceSchema: string;
  /** Every connection of the pool takes this role on; without it, the login's own rights hold. */
  readonly role?: DatabaseRole | undefined;
  readonly poolMax?: number | undefined;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string | undefined;
  /** Milliseconds until the server gives a statement up; 0 never. */
  readonly statementTimeoutMs?: number | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
const ACQUIRE_TIMEOUT_MS = 20_000;
const STATEMENT_TIMEOUT_MS = 120_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

interface PgConnection {
  query(sql: string, values: readonly string[], done: (error: Error | null) => void): void;
}

/** One round trip that readies a new connection; `set_config` takes parameters, `SET` does not. */
function prepare(connection: PgConnection, options: ConnectionOptions, done: (error: Error | null) => void): void {
  const settings = new Map([
    ['search_path', `"${OWNED_SCHEMA}", "${options.sourceSchema.replaceAll('"', '""')}"`],
    ['timezone', 'UTC'],
    ['statement_timeout', String(options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS)],
    ['idle_in_transaction_session_timeout', String(IDLE_IN_TRANSACTION_TIMEOUT_MS)],
  ]);
  if (options.role !== undefined) settings.set('role', options.role);
  const calls = [...settings.keys()].map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, false)`);
  connection.query(`select ${calls.join(', ')}`, [...settings].flat(), done);
}

/**
 * A pool of connections; none is opened before the first query. The caller ends it with `destroy()`.
 * Column values: see `valueParsers`. Search path: `coaching`, then the source schema.
 */
export function connect(options: ConnectionOptions): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: options.url,
      application_name: options.applicationName ?? 'rep-coach',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      types: valueParsers,
    },
    // What goes wrong rejects the query that met it; knex would print it on the console besides.
    log: { error: () => {}, warn: () => {} },
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    pool: {
      min: 0,
      max: options.poolMax ?? 10,
      afterCreate(connection: PgConnection, done: (error: Error | null, connection: PgConnection) => void) {
        prepare(connection, options, (error) => done(error, connection));
      },
    },
  });
}

/** host:port/database of a connection string: everything an error message needs and no password. */
export function databaseName(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return 'the database of DATABASE_URL';
  return `${parsed.hostname || 'localhost'}:${parsed.port || '5432'}${decodeURIComponent(parsed.pathname)}`;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function connectionFault(error: unknown, url: string, role: DatabaseRole): OperatorError {
  const name = databaseName(url);
  const reason = error instanceof Error ? error.message || errorCode(error) : String(error);
  if (errorCode(error) === '22023' && reason.includes(role)) {
    return new OperatorError(
      {
        code: 'bot_role_missing',
        what: `The database ${name} has no role ${role}.`,
        expected: 'the role that the migrations create and grant',
        remedy: 'Run `rep-coach migrate` first.',
      },
      { cause: error },
    );
  }
  if (errorCode(error) === '42501') {
    return new OperatorError(
      {
        code: 'bot_role_not_granted',
        what: `The login of ${name} may not act as ${role} (${reason}).`,
        expected: `a login that is a member of ${role}`,
        remedy: 'Run `rep-coach migrate` with MIGRATION_DATABASE_URL set to a login that may grant roles.',
      },
      { cause: error },
    );
  }
  return new OperatorError(
    {
      code: 'database_unreachable',
      what: `Cannot use the database ${name}: ${reason}.`,
      expected: 'a Postgres server (15 or newer) that accepts this login',
      remedy: 'Check DATABASE_URL, that the server runs, and that this machine may reach it.',
    },
    { cause: error },
  );
}

const OLDEST_SERVER = 150_000;

/** Opens one connection to see that the database can be used as the role. @throws OperatorError that says why not. */
export async function checkConnection(db: Knex, url: string, role: DatabaseRole = BOT_ROLE): Promise<void> {
  let version: number;
  try {
    const { rows } = await db.raw<{ rows: { version: string }[] }>('show server_version_num');
    version = Number(Object.values(rows[0] ?? {})[0]);
  } catch (error) {
    throw connectionFault(error, url, role);
  }
  if (version < OLDEST_SERVER) {
    throw new OperatorError({
      code: 'database_too_old',
      what: `The database ${databaseName(url)} runs Postgres ${Math.floor(version / 10_000)}.`,
      expected: 'Postgres 15 or newer',
      remedy: 'Upgrade the server, or point DATABASE_URL at a newer one.',
    });
  }
}
