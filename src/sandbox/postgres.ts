import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, findBinaries } from './postgres/binaries.ts';
import { createRunFolder, findAbandonedFolders, removeRunFolder } from './postgres/run-folder.ts';
import { findRunUser, type RunUser } from './postgres/run-user.ts';
import { endServer, findServer, startServer } from './postgres/server-process.ts';

export interface EmbeddedPostgresOptions {
  /** The tests' data lies in memory where there is room for it; the sandbox's in the temporary folder. */
  readonly purpose: 'sandbox' | 'test';
  /** Write-ahead log and data are flushed, as in production, so that the server may be killed. Slower. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  /** Superuser, database `rep_coach`. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Ends the server and removes its data. May be called twice. */
  stop(): Promise<void>;
}

const run = promisify(execFile);
const SUPERUSER = 'postgres';
const DATABASE = 'rep_coach';

const COMMON_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Parallel workers share memory through /dev/shm, which is tiny in many containers.
  max_parallel_workers_per_gather: '0',
};
const FORGETFUL_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const TEST_SETTINGS = { autovacuum: 'off', max_wal_size: '512MB' };

/**
 * Starts a Postgres of our own that nobody else can reach: 127.0.0.1, a free port, a random password. Cleans up after
 * runs that were killed. Nothing of it is left after `stop()`.
 * @throws OperatorError when this machine cannot run it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = await findRunUser();
  await removeAbandoned(user);
  const binaries = await findBinaries(user);
  const folder = await createRunFolder(user, options.purpose === 'test');
  const dataFolder = join(folder, 'data');
  const password = randomBytes(18).toString('base64url');
  try {
    await createCluster(binaries, user, folder, password);
    const { port, pid } = await startServer({
      postgres: binaries.postgres,
      dataFolder,
      logFile: join(folder, 'server.log'),
      user,
      settings: {
        ...COMMON_SETTINGS,
        ...(options.durable ? {} : FORGETFUL_SETTINGS),
        ...(options.purpose === 'test' ? TEST_SETTINGS : {}),
      },
    });
    // The last resort of a process that ends without stop(): a crash, or process.exit() somewhere.
    const abandon = () => {
      process.kill(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    };
    process.once('exit', abandon);
    const stop = async () => {
      process.off('exit', abandon);
      await endServer(pid);
      await removeRunFolder(folder);
      await binaries.remove();
    };
    try {
      return { url: await createDatabase(port, password), dataDir: dataFolder, pid, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await removeRunFolder(folder);
    await binaries.remove();
    throw error;
  }
}

async function removeAbandoned(user: RunUser): Promise<void> {
  for (const folder of await findAbandonedFolders(user)) {
    const pid = await findServer(join(folder, 'data'));
    if (pid !== undefined) await endServer(pid);
    await removeRunFolder(folder);
  }
}

/** The C.UTF-8 of Postgres itself: sorting does not depend on the machine's locales. */
async function createCluster(binaries: Binaries, user: RunUser, folder: string, password: string): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) await chown(passwordFile, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await run(binaries.initdb, ['-D', join(folder, 'data'), ...access, ...locale, '--no-sync', '--no-instructions'], {
    ...user,
    cwd: folder,
    env: { LC_ALL: 'C' },
  });
  await rm(passwordFile);
}

async function createDatabase(port: number, password: string): Promise<string> {
  const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return url(DATABASE);
}
