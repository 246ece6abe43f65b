import type { Knex } from 'knex';
import { BOT_ROLE, OWNED_SCHEMA } from '../connection.ts';
import { RIGHTS, type Right, rightsOn } from '../rights.ts';

/** A table on which the bot's rights are not what they should be. */
export interface RightsFault {
  readonly table: string;
  readonly missing: readonly Right[];
  /** Rights that it has and must not have. */
  readonly excess: readonly Right[];
}

/** Compares what the bot's role may do in its own and in the source schema with what `migrate` grants. */
export async function botRightsFaults(db: Knex, sourceSchema: string): Promise<RightsFault[]> {
  const { rows } = await db.raw<{ rows: { schema: string; name: string; held: Right[] }[] }>(
    `select n.nspname as schema, c.relname as name,
            array(select r from unnest(cast(:rights as text[])) r
                  where has_schema_privilege(:role, n.oid, 'usage') and has_table_privilege(:role, c.oid, r)) as held
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in (:owned, :source) and c.relkind in ('r', 'p', 'v', 'm', 'f')
     order by n.nspname, c.relname`,
    { rights: [...RIGHTS], role: BOT_ROLE, owned: OWNED_SCHEMA, source: sourceSchema },
  );
  return rows.flatMap(({ schema, name, held }) => {
    const expected = schema === OWNED_SCHEMA ? rightsOn(name) : READ_ONLY;
    const missing = expected.filter((right) => !held.includes(right));
    const excess = held.filter((right) => !expected.includes(right));
    return missing.length + excess.length === 0 ? [] : [{ table: `${schema}.${name}`, missing, excess }];
  });
}

const READ_ONLY: readonly Right[] = ['select'];
