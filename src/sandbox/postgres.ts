import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, findBinaries } from './postgres/binaries.ts';
import {
  claimRunFolder,
  createRunFolder,
  findAbandonedFolders,
  removeRunFolder,
  removeRunFolderNow,
} from './postgres/run-folder.ts';
import { findRunUser, type RunUser } from './postgres/run-user.ts';
import { abandonServer, endServer, findServer, startServer } from './postgres/server-process.ts';

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
  /**
   * Ends the server and removes its data, or keeps them until the next start removes them as left over; until then
   * `reopenEmbeddedPostgres` serves them. May be called twice.
   */
  stop(options?: { keepData: boolean }): Promise<void>;
}

const run = promisify(execFile);
const SUPERUSER = 'postgres';
const DATABASE = 'rep_coach';
const PASSWORD_FILE = 'password';

const COMMON_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Shared memory beside the data, not in /dev/shm, which is tiny in many containers and keeps what a kill -9 leaves.
  dynamic_shared_memory_type: 'mmap',
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
  try {
    await createCluster(binaries, user, folder);
    const server = await serve(binaries, user, folder, options);
    await createDatabase(server.url).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return server;
  } catch (error) {
    await removeFolders(folder, binaries.copiedTo);
    throw error;
  }
}

/** Serves data that `stop({ keepData: true })` left behind. */
export async function reopenEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const user = await findRunUser();
  const folder = dirname(dataDir);
  await claimRunFolder(folder);
  return serve(await findBinaries(user), user, folder, { purpose: 'test' });
}

async function serve(
  binaries: Binaries,
  user: RunUser,
  folder: string,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = join(folder, 'data');
  const password = await readFile(join(folder, PASSWORD_FILE), 'utf8');
  const { port, pid } = await startServer({
    postgres: binaries.postgres,
    dataFolder: dataDir,
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
    abandonServer(pid);
    for (const left of [folder, binaries.copiedTo]) if (left !== undefined) removeRunFolderNow(left);
  };
  process.once('exit', abandon);
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    dataDir,
    pid,
    async stop({ keepData } = { keepData: false }) {
      process.off('exit', abandon);
      await endServer(pid);
      await removeFolders(keepData ? undefined : folder, binaries.copiedTo);
    },
  };
}

async function removeFolders(...folders: readonly (string | undefined)[]): Promise<void> {
  for (const folder of folders) if (folder !== undefined) await removeRunFolder(folder);
}

async function removeAbandoned(user: RunUser): Promise<void> {
  for (const folder of await findAbandonedFolders(user)) {
    const pid = await findServer(join(folder, 'data'));
    if (pid !== undefined) await endServer(pid);
    await removeRunFolder(folder);
  }
}

/** The C.UTF-8 of Postgres itself: sorting does not depend on the machine's locales. */
async function createCluster(binaries: Binaries, user: RunUser, folder: string): Promise<void> {
  const passwordFile = join(folder, PASSWORD_FILE);
  await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) await chown(passwordFile, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await run(binaries.initdb, ['-D', join(folder, 'data'), ...access, ...locale, '--no-sync', '--no-instructions'], {
    ...user,
    cwd: folder,
    env: { LC_ALL: 'C' },
  });
}

async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
