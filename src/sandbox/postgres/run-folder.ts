import { readFileSync, rmSync } from 'node:fs';
import {
  chown,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { RunUser } from './run-user.ts';

const PREFIX = 'rep-coach-postgres-';
const OWNER_FILE = 'owner.json';
const MEMORY_FOLDER = '/dev/shm';
const MEMORY_NEEDED = 1024 ** 3;

/** Which process a folder belongs to. Process numbers are used again, so the start counts too; and only in their own namespace. */
const ownerSchema = z.object({ pid: z.int().positive(), startedAt: z.string(), pidNamespace: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** The fields after the name in /proc/PID/stat, from the state on; empty where there is no /proc. */
function statFields(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** Clock ticks from boot to the start of a process; '' where that is not told. */
function startOf(pid: number): string {
  return statFields(pid)[19] ?? '';
}

async function ownNamespace(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

/** An ended process that nobody has waited for yet (a zombie) is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return statFields(pid)[0] !== 'Z';
}

async function ownerLives(owner: Owner): Promise<boolean> {
  if (owner.pidNamespace !== (await ownNamespace())) return true;
  return isAlive(owner.pid) && startOf(owner.pid) === owner.startedAt;
}

async function hasRoomInMemory(): Promise<boolean> {
  const room = await statfs(MEMORY_FOLDER).catch(() => undefined);
  return room !== undefined && room.bavail * room.bsize >= MEMORY_NEEDED;
}

async function everybodyMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  return dirname(folder) === folder || everybodyMayEnter(dirname(folder));
}

/** The system's temporary folder, unless it is a private one of root's that the run user could not enter. */
async function temporaryFolder(user: RunUser): Promise<string> {
  const own = await realpath(tmpdir());
  return user.uid === undefined || (await everybodyMayEnter(own)) ? own : '/tmp';
}

/** Makes a private folder of the run user's that we own as a process. `inMemory` is a wish. */
export async function createRunFolder(user: RunUser, inMemory: boolean): Promise<string> {
  const parent = inMemory && (await hasRoomInMemory()) ? MEMORY_FOLDER : await temporaryFolder(user);
  const folder = await mkdtemp(join(parent, PREFIX));
  await claimRunFolder(folder);
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}

/** From now on the folder counts as left over when this process has ended. */
export async function claimRunFolder(folder: string): Promise<void> {
  const owner: Owner = {
    pid: process.pid,
    startedAt: startOf(process.pid),
    pidNamespace: await ownNamespace(),
  };
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(owner));
}

/** Folders of runs whose process is gone. Only the run user's own: anybody could plant a folder of this name. */
export async function findAbandonedFolders(user: RunUser): Promise<readonly string[]> {
  const abandoned: string[] = [];
  const parents = await Promise.all([tmpdir(), '/tmp', MEMORY_FOLDER].map((path) => realpath(path).catch(() => path)));
  for (const parent of new Set(parents)) {
    const names = await readdir(parent).catch(() => []);
    for (const name of names.filter((candidate) => candidate.startsWith(PREFIX))) {
      const folder = join(parent, name);
      if (await isAbandoned(folder, user)) abandoned.push(folder);
    }
  }
  return abandoned;
}

async function isAbandoned(folder: string, user: RunUser): Promise<boolean> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== (user.uid ?? process.getuid?.() ?? found.uid)) return false;
    const text = await readFile(join(folder, OWNER_FILE), 'utf8');
    return !(await ownerLives(ownerSchema.parse(JSON.parse(text))));
  } catch {
    return false;
  }
}

const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

export async function removeRunFolder(folder: string): Promise<void> {
  await rm(folder, REMOVAL);
}

/** For a process that is about to end and cannot wait. */
export function removeRunFolderNow(folder: string): void {
  rmSync(folder, REMOVAL);
}
