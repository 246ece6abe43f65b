import { chown, lstat, mkdtemp, readdir, readFile, readlink, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunUser } from './run-user.ts';

const PREFIX = 'rep-coach-postgres-';
const OWNER_FILE = 'owner.json';
const MEMORY_FOLDER = '/dev/shm';
const MEMORY_NEEDED = 1024 ** 3;

/** Which process a folder belongs to. Process numbers are used again, so the start counts too; and only in their own namespace. */
const ownerSchema = z.object({ pid: z.int().positive(), startedAt: z.string(), pidNamespace: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Clock ticks from boot to the start of a process, where /proc tells it; '' elsewhere. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function ownNamespace(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function ownerLives(owner: Owner): Promise<boolean> {
  if (owner.pidNamespace !== (await ownNamespace())) return true;
  return isAlive(owner.pid) && (await startOf(owner.pid)) === owner.startedAt;
}

async function hasRoomInMemory(): Promise<boolean> {
  const room = await statfs(MEMORY_FOLDER).catch(() => undefined);
  return room !== undefined && room.bavail * room.bsize >= MEMORY_NEEDED;
}

async function everybodyMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder).catch(() => ({ mode: 0 }));
  return (mode & 0o003) === 0o003;
}

/** The system's temporary folder, unless root has a private one that the run user could not enter. */
async function temporaryFolder(user: RunUser): Promise<string> {
  const own = tmpdir();
  if (user.uid === undefined || own === '/tmp') return own;
  return (await everybodyMayEnter(own)) ? own : '/tmp';
}

/** Makes a private folder of the run user's that names us as its owner. `inMemory` is a wish. */
export async function createRunFolder(user: RunUser, inMemory: boolean): Promise<string> {
  const parent = inMemory && (await hasRoomInMemory()) ? MEMORY_FOLDER : await temporaryFolder(user);
  const folder = await mkdtemp(join(parent, PREFIX));
  const owner: Owner = {
    pid: process.pid,
    startedAt: await startOf(process.pid),
    pidNamespace: await ownNamespace(),
  };
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(owner));
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}

/** Folders of runs whose process is gone. Only the run user's own: anybody could plant a folder of this name. */
export async function findAbandonedFolders(user: RunUser): Promise<readonly string[]> {
  const abandoned: string[] = [];
  for (const parent of new Set([tmpdir(), '/tmp', MEMORY_FOLDER])) {
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

export async function removeRunFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
