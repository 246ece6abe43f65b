import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, FEED_READER_ROLE } from '../../src/db/connection.ts';
import { FEED_VIEWS } from '../../src/db/feed-views.ts';
import { feedReaderFaults } from '../../src/db/reads/feed-reader-rights.ts';
import { useDatabase } from '../support/database.ts';
import { people } from '../support/small-organisation.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';
import { runWeeks } from './feed-weeks.ts';

const database = useDatabase();
let reader: Knex;

beforeAll(async () => {
  await runWeeks(database);
  reader = connect({ url: database.url, sourceSchema: SOURCE_SCHEMA, role: FEED_READER_ROLE, poolMax: 1 });
});
afterAll(() => reader.destroy());

async function outcome(statement: string): Promise<unknown> {
  return reader.raw(statement).then(
    () => 'allowed',
    (error: { code: unknown }) => error.code,
  );
}

const PERMISSION_DENIED = '42501';

describe('the reader of feeds', () => {
  it.each(FEED_VIEWS)('reads %s', async (view) => {
    expect(await reader(view).select()).not.toEqual([]);
  });

  it.each(FEED_VIEWS)('writes nothing through %s', async (view) => {
    for (const statement of [
      `delete from ${view}`,
      `update ${view} set as_of = as_of`,
      `insert into ${view} default values`,
    ])
      expect(await outcome(statement)).not.toBe('allowed');
  });

  it('is refused every table of every schema, one by one', async () => {
    const { rows } = await database.owner.raw<{ rows: { table: string }[] }>(
      `select format('%I.%I', schemaname, tablename) as table from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(rows.length).toBeGreaterThan(45);
    for (const { table } of rows) {
      expect([table, await outcome(`select * from ${table}`)]).toEqual([table, PERMISSION_DENIED]);
      expect([table, await outcome(`delete from ${table}`)]).toEqual([table, PERMISSION_DENIED]);
    }
  });

  it('makes nothing of its own, and takes on no other role', async () => {
    expect(await outcome('create table coaching.mine (id int)')).toBe(PERMISSION_DENIED);
    expect(await outcome('create view coaching.mine as select 1')).toBe(PERMISSION_DENIED);
    const { rows } = await database.owner.raw(
      `select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = '${FEED_READER_ROLE}'`,
    );
    expect(rows).toEqual([]);
  });

  it('sees no group that is withheld, by no function of its own', async () => {
    await reader.raw(`create function pg_temp.peek(team text) returns boolean language plpgsql cost 0.0001 as $$
      begin
        if team = '${people.manager}' then raise 'saw a team of one'; end if;
        return true;
      end $$`);
    const shown = await reader('feed_wbr_patterns_v1').whereRaw('pg_temp.peek(team_id)').distinct('team_id');
    expect(shown).toEqual([{ team_id: people.otherManager }]);
  });
});

describe('the views', () => {
  it('read with the rights of their owner, behind a barrier', async () => {
    const options = await database
      .owner('pg_catalog.pg_class')
      .whereIn('relname', [...FEED_VIEWS])
      .pluck('reloptions');
    expect(options).toEqual(FEED_VIEWS.map(() => ['security_barrier=true', 'security_invoker=false']));
  });

  it('are nothing that the bot reads', async () => {
    await expect(database.db('feed_wbr_patterns_v1').select()).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });
});

describe('rights that are not as they should be are found', () => {
  const found = async (change: string, undo: string) => {
    await database.owner.raw(change);
    try {
      return await feedReaderFaults(database.db);
    } finally {
      await database.owner.raw(undo);
    }
  };

  it('and there are none to begin with', async () => {
    expect(await feedReaderFaults(database.db)).toEqual([]);
  });

  it.each([
    [
      'a table of its own',
      `grant select on person to ${FEED_READER_ROLE}`,
      `revoke select on person from ${FEED_READER_ROLE}`,
      'coaching.person',
    ],
    ['everybody', 'grant select on person to public', 'revoke select on person from public', 'coaching.person'],
    [
      'one column',
      `grant select (email) on person to ${FEED_READER_ROLE}`,
      `revoke select (email) on person from ${FEED_READER_ROLE}`,
      'coaching.person',
    ],
    [
      'a source',
      `grant usage on schema ${SOURCE_SCHEMA} to ${FEED_READER_ROLE}; grant select on quota_store to ${FEED_READER_ROLE}`,
      `revoke usage on schema ${SOURCE_SCHEMA} from ${FEED_READER_ROLE}; revoke select on quota_store from ${FEED_READER_ROLE}`,
      `${SOURCE_SCHEMA}.quota_store`,
    ],
  ])('a right too many: %s', async (_name, change, undo, table) => {
    expect(await found(change, undo)).toEqual([{ table, missing: [], excess: ['select'] }]);
  });

  it('a right too few', async () => {
    const [view] = FEED_VIEWS;
    expect(
      await found(
        `revoke select on ${view} from ${FEED_READER_ROLE}`,
        `grant select on ${view} to ${FEED_READER_ROLE}`,
      ),
    ).toEqual([{ table: `coaching.${view}`, missing: ['select'], excess: [] }]);
  });
});
