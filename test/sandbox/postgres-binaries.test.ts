import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBinaries } from '../../src/sandbox/postgres/binaries.ts';
import { createRunFolder, findAbandonedFolders } from '../../src/sandbox/postgres/run-folder.ts';
import { findRunUser } from '../../src/sandbox/postgres/run-user.ts';

let folder: string;
const copies: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'with a space '));
});
afterEach(async () => {
  for (const path of [folder, ...copies.splice(0)]) await rm(path, { recursive: true, force: true });
});

/** A copy of the package as npm unpacks it, without the library links that its install script makes. */
async function unpackPackage(): Promise<string> {
  const { initdb, copiedTo } = await findBinaries({});
  if (copiedTo !== undefined) copies.push(copiedTo);
  const native = join(folder, 'native');
  await cp(dirname(dirname(initdb)), native, { recursive: true, verbatimSymlinks: true });
  const lib = join(native, 'lib');
  for (const entry of await readdir(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(lib, entry.name));
  }
  return native;
}

async function find(native: string) {
  const found = await findBinaries(await findRunUser(), native);
  if (found.copiedTo !== undefined) copies.push(found.copiedTo);
  return found;
}

describe('the binaries', () => {
  it('run where npm put them, when everybody may enter and the links are there', async () => {
    const native = await unpackPackage();
    const mended = await find(native);
    const whole = join(folder, 'whole');
    await cp(dirname(dirname(mended.postgres)), whole, { recursive: true, verbatimSymlinks: true });
    await chmod(folder, 0o755);
    expect(await find(whole)).toMatchObject({ copiedTo: undefined, postgres: join(whole, 'bin', 'postgres') });
  });

  it('are mended in a copy when install scripts were blocked, and the package stays as it is', async () => {
    const native = await unpackPackage();
    await chmod(folder, 0o755);
    const before = await readdir(join(native, 'lib'));
    const { copiedTo } = await find(native);
    expect(copiedTo).toBeDefined();
    expect(await readdir(join(native, 'lib'))).toEqual(before);
  });

  it.runIf(userInfo().uid === 0)('are copied out of a folder that only root may enter', async () => {
    const mended = await find(await unpackPackage());
    const whole = join(folder, 'whole');
    await cp(dirname(dirname(mended.postgres)), whole, { recursive: true, verbatimSymlinks: true });
    const { copiedTo } = await find(whole);
    expect(copiedTo).toBeDefined();
  });

  it('that do not run are an error that names the way out, and leave no copy', async () => {
    const native = await unpackPackage();
    await truncate(join(native, 'bin', 'initdb'), 1000);
    const user = await findRunUser();
    await expect(findBinaries(user, native)).rejects.toMatchObject({
      code: 'embedded_postgres_not_runnable',
      message: expect.stringContaining('DATABASE_URL'),
    });
  });
});

describe('a folder of a run', () => {
  it('is private', async () => {
    const path = await createRunFolder(await findRunUser(), true);
    copies.push(path);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('is not taken for left over while its process lives, nor when nobody says whose it is', async () => {
    const user = await findRunUser();
    const path = await createRunFolder(user, false);
    const unnamed = join(tmpdir(), 'rep-coach-postgres-unnamed');
    await mkdir(unnamed, { recursive: true });
    copies.push(path, unnamed);
    const abandoned = await findAbandonedFolders(user);
    expect(abandoned).not.toContain(path);
    expect(abandoned).not.toContain(unnamed);
  });
});
