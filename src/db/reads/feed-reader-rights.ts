import type { Knex } from 'knex';
import { FEED_READER_ROLE, OWNED_SCHEMA } from '../connection.ts';
import { FEED_VIEWS } from '../feed-views.ts';
import { isFeedView, RIGHTS, type Right } from '../rights.ts';
import type { RightsFault } from './bot-rights.ts';

/**
 * Compares what the feeds' reader may do with what `migrate` grants, on every table and view of every schema but
 * Postgres's own, rights on single columns and rights of everybody included.
 */
export async function feedReaderFaults(db: Knex): Promise<RightsFault[]> {
  const role = await db('pg_catalog.pg_roles').where('rolname', FEED_READER_ROLE).first('rolname');
  if (role === undefined) {
    return FEED_VIEWS.map((view) => ({ table: `${OWNED_SCHEMA}.${view}`, missing: ['select'], excess: [] }));
  }
  const { rows } = await db.raw<{ rows: { schema: string; name: string; held: Right[] }[] }>(
    `select n.nspname as schema, c.relname as name,
            array(select r from unnest(cast(:rights as text[])) r
                  where has_schema_privilege(:role, n.oid, 'usage')
                    and case when r in ('select', 'insert', 'update') then has_any_column_privilege(:role, c.oid, r)
                             else has_table_privilege(:role, c.oid, r) end) as held
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
       and c.relkind in ('r', 'p', 'v', 'm', 'f')
     order by n.nspname, c.relname`,
    { rights: [...RIGHTS], role: FEED_READER_ROLE },
  );
  return rows.flatMap(({ schema, name, held }) => {
    const expected: readonly Right[] = schema === OWNED_SCHEMA && isFeedView(name) ? ['select'] : [];
    const missing = expected.filter((right) => !held.includes(right));
    const excess = held.filter((right) => !expected.includes(right));
    return missing.length + excess.length === 0 ? [] : [{ table: `${schema}.${name}`, missing, excess }];
  });
}
