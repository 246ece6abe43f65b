import type { Knex } from 'knex';

/** What accounts are called, by account_id; those that nobody knows are left out. */
export async function accountNames(db: Knex, accountIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db<{ account_id: string; name: string | null }>('accounts')
    .whereIn('account_id', [...new Set(accountIds)])
    .select('account_id', 'name');
  return new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.account_id, row.name] as const])));
}
