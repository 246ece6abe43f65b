import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './run-folder.ts';
import type { RunUser } from './run-user.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 8_000;
const POLL_MS = 10;

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
}

export interface ServerOptions {
  readonly postgres: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly user: RunUser;
  readonly settings: Readonly<Record<string, string>>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}

/** In its own session, so that a terminal's Ctrl-C reaches us and not the server; its log is a file, so it outlives no pipe. */
async function launch(options: ServerOptions, port: number): Promise<ChildProcess> {
  const { postgres, dataFolder, logFile, user, settings } = options;
  const log = await open(logFile, 'w');
  try {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return spawn(postgres, ['-D', dataFolder, '-p', String(port), ...flags], {
      ...user,
      cwd: dataFolder,
      env: { LC_ALL: 'C' },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

/** The server writes its state on the eighth line of postmaster.pid. */
async function isReady(dataFolder: string): Promise<boolean> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n')[7]?.trim() === 'ready';
}

/** True when the server accepts connections, false when it ended first. */
async function awaitReady(child: ChildProcess, dataFolder: string): Promise<boolean> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!ended && performance.now() < deadline) {
    if (await isReady(dataFolder)) return true;
    await delay(POLL_MS);
  }
  if (!ended) child.kill('SIGKILL');
  return false;
}

/**
 * Starts the server on a free port of 127.0.0.1 and waits until it is ready. The port is tried again when another
 * process was faster. @throws Error with the end of the server's log.
 */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  let log = '';
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const child = await launch(options, port);
    child.unref();
    if ((await awaitReady(child, options.dataFolder)) && child.pid !== undefined) return { port, pid: child.pid };
    log = await readFile(options.logFile, 'utf8');
    if (!log.includes('could not bind') && !log.includes('could not create any TCP/IP sockets')) break;
  }
  throw new Error(`The embedded Postgres did not start:\n${log.trim().split('\n').slice(-15).join('\n')}`);
}

async function untilEnded(pid: number): Promise<boolean> {
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** False when there is no such process of ours. */
function send(signal: NodeJS.Signals, pid: number): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Ends the server with all its sessions: in order, or at once when that takes too long. */
export async function endServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!send(signal, pid) || (await untilEnded(pid))) return;
  }
}

/** For a process that is about to end and cannot wait. */
export function abandonServer(pid: number): void {
  send('SIGQUIT', pid);
}

/** The process that serves this data folder, if it runs. A number in a left file may meanwhile be somebody else's. */
export async function findServer(dataFolder: string): Promise<number | undefined> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid < 2 || !isAlive(pid)) return undefined;
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return workingFolder === undefined || workingFolder === dataFolder ? pid : undefined;
}
