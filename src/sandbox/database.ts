import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseName } from '../db/connection.ts';
import { OperatorError } from '../errors.ts';
import { startEmbeddedPostgres } from './postgres.ts';

/** A database of the sandbox's own. */
export interface SandboxDatabase {
  /** Of a login that may create schemas and roles. */
  readonly url: string;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

/**
 * An embedded server, or a new database on the server of DATABASE_URL: what lies in that one's own database is never
 * touched.
 * @throws OperatorError
 */
export async function openSandboxDatabase(databaseUrl: string | undefined): Promise<SandboxDatabase> {
  if (databaseUrl === undefined) {
    const server = await startEmbeddedPostgres({ purpose: 'sandbox' });
    return { url: server.url, drop: () => server.stop() };
  }
  const name = `rep_coach_sandbox_${randomBytes(4).toString('hex')}`;
  await onServer(databaseUrl, `create database ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(databaseUrl, `drop database if exists ${name} with (force)`) };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
  } catch (error) {
    throw new OperatorError(
      {
        code: 'sandbox_database',
        what: `The sandbox cannot make a database of its own on ${databaseName(url)}: ${error instanceof Error ? error.message : error}.`,
        expected: 'a Postgres login that may create databases and roles',
        remedy: 'Unset DATABASE_URL to use the embedded Postgres, or give a login with these rights.',
      },
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
