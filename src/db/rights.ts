import type { Knex } from 'knex';
import { BOT_ROLE, type DatabaseRole, FEED_READER_ROLE, OWNED_SCHEMA } from './connection.ts';
import { FEED_VIEWS } from './feed-views.ts';

/** What was said stays said: of these the bot may add rows and read them, never change or remove one. */
const APPEND_ONLY_TABLES: readonly string[] = ['audit_event', 'metric_reading'];

/** Written by `rep-coach migrate` alone; the bot may look at which steps were taken. */
const MIGRATION_TABLES: readonly string[] = ['schema_migration', 'schema_migration_lock'];

export const RIGHTS = ['select', 'insert', 'update', 'delete', 'truncate'] as const;
export type Right = (typeof RIGHTS)[number];

export interface RightsOptions {
  readonly sourceSchema: string;
  /** A login other than the current one that is to act as the bot, if it exists. */
  readonly botLogin?: string | undefined;
}

/** What the bot may do with a table of its own schema, and nothing else. Of the feeds it has no need. */
export function rightsOn(table: string): readonly Right[] {
  if (isFeedView(table)) return [];
  if (MIGRATION_TABLES.includes(table)) return ['select'];
  return APPEND_ONLY_TABLES.includes(table) ? ['select', 'insert'] : ['select', 'insert', 'update', 'delete'];
}

export function isFeedView(name: string): boolean {
  return FEED_VIEWS.some((view) => view === name);
}

/** Roles belong to the whole server, so a migration of another database may create it at the same moment. */
async function createRole(db: Knex, role: DatabaseRole): Promise<void> {
  await db.raw(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
}

/** Superusers may take any role on, and a second grant of the same membership would only contend for its row. */
async function letLoginsActAs(db: Knex, role: DatabaseRole, botLogin: string | undefined): Promise<void> {
  const logins = await db('pg_catalog.pg_roles as r')
    .whereRaw('r.rolname in (current_user, ?)', [botLogin ?? ''])
    .where('r.rolsuper', false)
    .whereNotExists(
      db('pg_catalog.pg_auth_members as m')
        .join('pg_catalog.pg_roles as taken', 'taken.oid', 'm.roleid')
        .whereRaw('m.member = r.oid and taken.rolname = ? and not m.admin_option', [role]),
    )
    .pluck<string[]>('r.rolname');
  for (const login of logins) await db.raw('grant ?? to ??', [role, login]);
}

async function grantOnSource(db: Knex, schema: string): Promise<void> {
  await db.raw('grant usage on schema ?? to ??', [schema, BOT_ROLE]);
  await db.raw('revoke all on all tables in schema ?? from ??', [schema, BOT_ROLE]);
  await db.raw('grant select on all tables in schema ?? to ??', [schema, BOT_ROLE]);
  await db.raw('alter default privileges in schema ?? grant select on tables to ??', [schema, BOT_ROLE]);
}

async function grantOnOwned(db: Knex): Promise<void> {
  await db.raw('grant usage on schema ?? to ??', [OWNED_SCHEMA, BOT_ROLE]);
  await db.raw('revoke all on all tables in schema ?? from ??', [OWNED_SCHEMA, BOT_ROLE]);
  await db.raw('grant usage, select on all sequences in schema ?? to ??', [OWNED_SCHEMA, BOT_ROLE]);
  const tables = await db('pg_catalog.pg_tables').where('schemaname', OWNED_SCHEMA).pluck<string[]>('tablename');
  for (const table of tables) {
    await db.raw(`grant ${rightsOn(table).join(', ')} on ??.?? to ??`, [OWNED_SCHEMA, table, BOT_ROLE]);
  }
}

async function grantOnFeeds(db: Knex, sourceSchema: string): Promise<void> {
  for (const schema of [sourceSchema, OWNED_SCHEMA]) {
    await db.raw('revoke all on all tables in schema ?? from ??', [schema, FEED_READER_ROLE]);
    await db.raw('revoke all on schema ?? from ??', [schema, FEED_READER_ROLE]);
  }
  await db.raw('grant usage on schema ?? to ??', [OWNED_SCHEMA, FEED_READER_ROLE]);
  for (const view of FEED_VIEWS) await db.raw('grant select on ??.?? to ??', [OWNED_SCHEMA, view, FEED_READER_ROLE]);
}

/**
 * Creates the roles and gives each exactly its rights: the bot reads the source schema and writes in `coaching`, the
 * feeds' reader reads the feeds. Repeating it mends rights that were changed by hand. All in one transaction, so that a
 * running bot never sees a gap.
 */
export async function grantRights(db: Knex, options: RightsOptions): Promise<void> {
  for (const role of [BOT_ROLE, FEED_READER_ROLE] as const) await createRole(db, role);
  await db.transaction(async (transaction) => {
    await letLoginsActAs(transaction, BOT_ROLE, options.botLogin);
    await letLoginsActAs(transaction, FEED_READER_ROLE, options.botLogin);
    await grantOnSource(transaction, options.sourceSchema);
    await grantOnOwned(transaction);
    await grantOnFeeds(transaction, options.sourceSchema);
  });
}
