import type { Knex } from 'knex';
import { accountNames } from '../db/reads/account-names.ts';
import type { EvidenceRow } from '../domain/evidence.ts';
import type { FoundRow } from '../measures/evidence/evidence.ts';

/** Rows with the accounts that they are about by name, where they have one. */
export async function nameAccounts(db: Knex, found: readonly FoundRow[]): Promise<EvidenceRow[]> {
  const names = await accountNames(
    db,
    found.flatMap(({ accountId }) => accountId ?? []),
  );
  return found.map(({ accountId, ...row }) => ({
    ...row,
    account: accountId === null ? null : (names.get(accountId) ?? accountId),
  }));
}
