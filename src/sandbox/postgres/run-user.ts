import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { OperatorError } from '../../errors.ts';

/** Who the server runs as. Without ids: as ourselves. */
export interface RunUser {
  readonly uid?: number;
  readonly gid?: number;
}

const run = promisify(execFile);

async function lookUp(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * Postgres refuses to run as root, so root hands it to `postgres` or, where there is no such user, to `nobody`; no user
 * is added to the machine. Everybody else runs it as themselves.
 */
export async function findRunUser(): Promise<RunUser> {
  if (userInfo().uid !== 0) return {};
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user !== undefined) return user;
  throw new OperatorError({
    code: 'postgres_user_missing',
    what: 'Postgres does not run as root, and this machine has neither a user `postgres` nor `nobody`.',
    expected: 'an ordinary user that the database can run as',
    remedy: 'Start Rep Coach as an ordinary user, add a user `postgres`, or set DATABASE_URL.',
  });
}
