import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const PROGRAM = fileURLToPath(new URL('../../src/rep-coach.mjs', import.meta.url));

function repCoach(words: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const UNREACHABLE = 'postgres://bot:hunter2@127.0.0.1:1/crm';

describe('rep-coach', () => {
  it('migrates and says so, again and again', () => {
    const env = { DATABASE_URL: database.url };
    expect(repCoach(['migrate'], env)).toMatchObject({ status: 0, stdout: expect.stringContaining('was up to date') });
  });

  it('answers wrong usage with status 2 and how it is used', () => {
    expect(repCoach(['frobnicate'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: rep-coach') });
    expect(repCoach(['migrate', '--now'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: rep-coach migrate'),
    });
    expect(repCoach([])).toMatchObject({ status: 2, stderr: expect.stringContaining('Commands:') });
  });

  it('shows help with status 0', () => {
    expect(repCoach(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('migrate') });
    expect(repCoach(['help'])).toMatchObject({ status: 0 });
  });

  it('ends with status 1 and every fault when the environment does not hold', () => {
    const { status, stderr } = repCoach(['migrate'], { SOURCE_SCHEMA: 'coaching' });
    expect(status).toBe(1);
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).toContain('SOURCE_SCHEMA');
    expect(stderr).not.toContain('    at ');
  });

  it('names the database that it cannot reach, without the password or a stack', () => {
    const { status, stdout, stderr } = repCoach(['migrate'], { DATABASE_URL: UNREACHABLE });
    expect(status).toBe(1);
    expect(stderr).toContain('127.0.0.1:1/crm');
    expect(stderr).not.toContain('hunter2');
    expect(stdout + stderr).not.toContain('Acquire connection');
    expect(stderr).not.toContain('    at ');
  });

  it('runs a job once, and says when it was done before', () => {
    const env = { DATABASE_URL: database.url, ORG_TZ: 'UTC' };
    const words = ['run', 'weekly', '--as-of', '2026-03-04'];
    expect(repCoach(words, env)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Done: .*readings 0/) });
    expect(repCoach(words, env)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Was done before: .*readings 0/),
    });
  });

  it('backfills each week whose Monday lies in the range', () => {
    const env = { DATABASE_URL: database.url, ORG_TZ: 'UTC' };
    const { status, stdout } = repCoach(['backfill', '--from', '2026-01-06', '--to', '2026-01-19'], env);
    expect(status).toBe(0);
    expect(stdout.match(/^\S+(?=:)/gm)).toEqual(['2026-01-12', '2026-01-19']);
    expect(repCoach(['backfill', '--from', '2026-01-06', '--to', '2026-01-07'], env).status).toBe(2);
  });

  it('checks the dates of a backfill before it opens anything', () => {
    const env = { DATABASE_URL: UNREACHABLE, ORG_TZ: 'UTC' };
    const { status, stderr } = repCoach(['backfill', '--from', '2026-03-02', '--to', '2026-02-02'], env);
    expect(status).toBe(2);
    expect(stderr).toContain('2026-03-02 is after 2026-02-02');
  });

  it('refuses to run on a database that was never migrated', () => {
    const url = new URL(database.url);
    url.pathname = '/postgres';
    const env = { DATABASE_URL: url.href, ORG_TZ: 'UTC' };
    const { status, stderr } = repCoach(['run', 'weekly', '--as-of', '2026-03-04'], env);
    expect(status).toBe(1);
    expect(stderr).toContain('rep-coach migrate');
  });

  it('prints no value of a statement that the database refuses, with --verbose or without', async () => {
    const env = { DATABASE_URL: database.url, ORG_TZ: 'UTC' };
    await database.owner.schema.table('person', (person) => person.renameColumn('email', 'mail'));
    try {
      for (const words of [[], ['--verbose']]) {
        const { status, stdout, stderr } = repCoach(['view', 'rae@example.com', ...words], env);
        expect(status).toBe(1);
        expect(stderr).toContain('Unexpected error: database error 42703');
        expect(stdout + stderr).not.toContain('rae@example.com');
      }
    } finally {
      await database.owner.schema.table('person', (person) => person.renameColumn('mail', 'email'));
    }
  });

  it('shows the stack with --verbose, before or after the command', () => {
    const env = { DATABASE_URL: UNREACHABLE };
    expect(repCoach(['--verbose', 'migrate'], env).stderr).toContain('    at ');
    expect(repCoach(['migrate', '--verbose'], env).stderr).toContain('    at ');
  });
});
