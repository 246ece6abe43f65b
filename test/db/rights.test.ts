import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/db/connection.ts';
import { migrate } from '../../src/db/migrate.ts';
import { useDatabase } from '../support/database.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

const database = useDatabase();

/** The rights of the bot on every table of a schema, each table's in one sorted text. */
async function botRights(schema: string): Promise<Map<string, string>> {
  const { rows } = await database.owner.raw<{ rows: { name: string; rights: string | null }[] }>(
    `select c.relname as name, string_agg(a.privilege_type, ',' order by a.privilege_type) as rights
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       left join lateral aclexplode(c.relacl) a on a.grantee = 'rep_coach_bot'::regrole
      where n.nspname = ? and c.relkind = 'r' group by c.relname`,
    [schema],
  );
  return new Map(rows.map((row) => [row.name, row.rights ?? 'none']));
}

async function refusal(statement: string): Promise<unknown> {
  return database.db.raw(statement).then(
    () => 'allowed',
    (error: { code: unknown }) => error.code,
  );
}

const PERMISSION_DENIED = '42501';

describe('the bot', () => {
  it('reads every source table and writes none of them', async () => {
    const rights = await botRights(SOURCE_SCHEMA);
    expect(rights.size).toBeGreaterThanOrEqual(19);
    expect(new Set(rights.values())).toEqual(new Set(['SELECT']));
  });

  it('writes its own tables; the trail and the readings it only adds to', async () => {
    const rights = await botRights('coaching');
    const appendOnly = [...rights].filter(([, right]) => right === 'INSERT,SELECT').map(([name]) => name);
    const readOnly = [...rights].filter(([, right]) => right === 'SELECT').map(([name]) => name);
    expect(appendOnly.sort()).toEqual(['audit_event', 'metric_reading']);
    expect(readOnly.sort()).toEqual(['schema_migration', 'schema_migration_lock']);
    expect(rights.get('delivery')).toBe('DELETE,INSERT,SELECT,UPDATE');
    expect([...rights.values()]).not.toContain('none');
  });

  it('is refused by the database itself', async () => {
    expect(await refusal('select count(*) from quota_store')).toBe('allowed');
    expect(await refusal('update quota_store set rep_id = rep_id')).toBe(PERMISSION_DENIED);
    expect(await refusal('delete from comp_plans')).toBe(PERMISSION_DENIED);
    expect(await refusal('update metric_reading set value = 0')).toBe(PERMISSION_DENIED);
    expect(await refusal('truncate audit_event')).toBe(PERMISSION_DENIED);
    expect(await refusal('create table coaching.mine (id int)')).toBe(PERMISSION_DENIED);
  });
});

describe('migrating again', () => {
  beforeAll(async () => {
    await database.owner.raw('grant update on metric_reading, quota_store to rep_coach_bot');
    await database.owner.raw('create table ??.added_later (id int)', [SOURCE_SCHEMA]);
    await database.owner.raw('update schema_migration_lock set is_locked = 1');
  });

  it('takes no step twice, mends rights, and is not stopped by the flag of a run that was killed', async () => {
    const options = { url: database.url, sourceSchema: SOURCE_SCHEMA };
    expect(await Promise.all([migrate(options), migrate(options)])).toEqual([[], []]);
    expect((await botRights('coaching')).get('metric_reading')).toBe('INSERT,SELECT');
    expect((await botRights(SOURCE_SCHEMA)).get('quota_store')).toBe('SELECT');
  });

  it('lets the bot read a source table that was created after the migration', async () => {
    expect((await botRights(SOURCE_SCHEMA)).get('added_later')).toBe('SELECT');
  });
});

describe('two first migrations at once', () => {
  it('end in one complete schema, under a source schema of any name', async () => {
    const url = new URL(database.url);
    url.pathname += '_fresh';
    const name = url.pathname.slice(1);
    await database.owner.raw('create database ??', [name]);
    try {
      const options = { url: url.href, sourceSchema: 'Crm "live"' };
      const steps = await Promise.all([migrate(options), migrate(options)]);
      expect(steps.map((taken) => taken.length).sort()).toEqual([0, steps.flat().length]);
      const bot = connect({ ...options, role: 'rep_coach_bot' });
      expect(await bot('opportunities').count('* as n')).toEqual([{ n: 0 }]);
      await bot.destroy();
    } finally {
      await database.owner.raw('drop database ?? with (force)', [name]);
    }
  });
});
