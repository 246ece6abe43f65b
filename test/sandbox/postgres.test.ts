import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isAlive } from '../../src/sandbox/postgres/run-folder.ts';
import { type EmbeddedPostgres, reopenEmbeddedPostgres, startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';

const OWNER = fileURLToPath(new URL('postgres-owner.ts', import.meta.url));
const place = z.object({ url: z.string(), dataDir: z.string(), pid: z.number() });
type Place = z.infer<typeof place>;

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ purpose: 'test' });
  cleanUp.push(() => server.stop());
  return server;
}

/** Another process that owns a server. Its own group, as a terminal's job is. */
async function startInOtherProcess(): Promise<{ owner: ChildProcess; server: Place }> {
  const owner = fork(OWNER, {
    execArgv: ['--import', 'tsx'],
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
  cleanUp.push(() => owner.kill('SIGKILL'));
  const [message] = await once(owner, 'message');
  const server = place.parse(message);
  return { owner, server };
}

async function end(owner: ChildProcess, how: () => void): Promise<number | null> {
  const ended = once(owner, 'exit');
  how();
  const [status] = await ended;
  return typeof status === 'number' ? status : null;
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function expectNothingLeft({ pid, dataDir }: Place): void {
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(dirname(dataDir))).toBe(false);
}

describe('an embedded Postgres', () => {
  it('serves a database until it is stopped, and leaves nothing behind', async () => {
    const server = await start();
    expect(await query(server.url, 'select current_database()')).toBe('rep_coach');
    await server.stop();
    expectNothingLeft(server);
    await server.stop();
  });

  it('asks everybody for its password', async () => {
    const url = new URL((await start()).url);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('listens on 127.0.0.1 and nowhere else', async () => {
    const { url } = await start();
    expect(await query(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await query(url, 'show unix_socket_directories')).toBe('');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    if (outside === undefined) return;
    const socket = connectSocket(Number(new URL(url).port), outside.address);
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('stops with sessions open', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => {});
    await client.connect();
    await client.query('begin; create table t (id int)');
    await server.stop();
    expectNothingLeft(server);
  });

  it('runs beside another one', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.dataDir).not.toBe(two.dataDir);
    expect(await Promise.all([one, two].map(({ url }) => query(url, 'select 1')))).toEqual([1, 1]);
    await one.stop();
    expect(await query(two.url, 'select 1')).toBe(1);
  });

  it('flushes what it writes when it is to be durable', async () => {
    const server = await startEmbeddedPostgres({ purpose: 'test', durable: true });
    cleanUp.push(() => server.stop());
    expect(await query(server.url, 'show fsync')).toBe('on');
    expect(await query(server.url, 'show synchronous_commit')).toBe('on');
  });

  it('keeps its data when asked to, for another look', async () => {
    const server = await start();
    await query(server.url, 'create table kept as select 42 as answer');
    await server.stop({ keepData: true });
    expect(isAlive(server.pid)).toBe(false);
    const again = await reopenEmbeddedPostgres(server.dataDir);
    expect(await query(again.url, 'select answer from kept')).toBe(42);
    await again.stop();
    expectNothingLeft(again);
  });
});

describe('when its process ends', () => {
  it('by kill -9, the next start removes the server and the data, and touches no living one', {
    timeout: 60_000,
  }, async () => {
    const dead = await startInOtherProcess();
    const living = await startInOtherProcess();
    await end(dead.owner, () => dead.owner.kill('SIGKILL'));
    expect(isAlive(dead.server.pid)).toBe(true);
    await Promise.all([start(), start()]);
    expectNothingLeft(dead.server);
    expect(await query(living.server.url, 'select 1')).toBe(1);
    await end(living.owner, () => living.owner.kill('SIGINT'));
    expectNothingLeft(living.server);
  });

  it('by process.exit() without a stop, nothing is left', async () => {
    const { owner, server } = await startInOtherProcess();
    expect(await end(owner, () => owner.stdin?.write('exit'))).toBe(3);
    await expect.poll(() => isAlive(server.pid)).toBe(false);
    expectNothingLeft(server);
  });

  it("by a terminal's Ctrl-C, the server waits for the process to stop it in order", async () => {
    const { owner, server } = await startInOtherProcess();
    const group = owner.pid ?? Number.NaN;
    expect(await end(owner, () => process.kill(-group, 'SIGINT'))).toBe(0);
    expectNothingLeft(server);
  });
});
