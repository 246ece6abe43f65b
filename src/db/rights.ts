import type { Knex } from 'knex';
import { BOT_ROLE, OWNED_SCHEMA } from './connection.ts';

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

/** What the bot may do with a table of its own schema, and nothing else. */
export function rightsOn(table: string): readonly Right[] {
  if (MIGRATION_TABLES.includes(table)) return ['select'];
  return APPEND_ONLY_TABLES.includes(table) ? ['select', 'insert'] : ['select', 'insert', 'update', 'delete'];
}

/** Roles belong to the whole server, so a migration of another database may create it at the same moment. */
async function createBotRole(db: Knex): Promise<void> {
  await db.raw(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${BOT_ROLE}') then
        create role ${BOT_ROLE} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
}

/** Superusers may take any role on, and a second grant of the same membership would only contend for its row. */
async function letLoginsActAsBot(db: Knex, botLogin: string | undefined): Promise<void> {
  const logins = await db('pg_catalog.pg_roles as r')
    .whereRaw('r.rolname in (current_user, ?)', [botLogin ?? ''])
    .where('r.rolsuper', false)
    .whereNotExists(
      db('pg_catalog.pg_auth_members as m')
        .join('pg_catalog.pg_roles as bot', 'bot.oid', 'm.roleid')
        .whereRaw('m.member = r.oid and bot.rolname = ? and not m.admin_option', [BOT_ROLE]),
    )
    .pluck<string[]>('r.rolname');
  for (const login of logins) await db.raw('grant ?? to ??', [BOT_ROLE, login]);
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

/**
 * Creates the bot's role and gives it exactly its rights: it reads the source schema, writes in `coaching`. Repeating
 * it mends rights that were changed by hand. All in one transaction, so that a running bot never sees a gap.
 */
export async function grantRights(db: Knex, options: RightsOptions): Promise<void> {
  await createBotRole(db);
  await db.transaction(async (transaction) => {
    await letLoginsActAsBot(transaction, options.botLogin);
    await grantOnSource(transaction, options.sourceSchema);
    await grantOnOwned(transaction);
  });
}
