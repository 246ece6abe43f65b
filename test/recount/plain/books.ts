import type { AccountRow, OwnershipRow } from '../rows.ts';
import { addDays } from './dates.ts';
import { known, type Rep, type Run } from './run.ts';

export interface Held {
  readonly account: AccountRow;
  readonly ownedFrom: string;
  /** Somebody else had it before. */
  readonly inherited: boolean;
}

function ownersOf(run: Run, accountId: string, role: string): OwnershipRow[] {
  return run.organisation.account_ownership
    .filter((row) => row.account_id === accountId && row.owner_role === role && known(run, row))
    .sort((one, other) => (one.owned_from < other.owned_from ? -1 : 1));
}

/** Who looks after an account in a role on a date. */
export function ownerOn(run: Run, accountId: string, role: string, date: string): OwnershipRow | undefined {
  return ownersOf(run, accountId, role).find(
    (row) => row.owned_from <= date && (row.owned_to === null || row.owned_to > date),
  );
}

/** Who had an account on the day it churned: a stretch that ended with the churn had it. */
export function ownerAtChurn(run: Run, accountId: string, role: string, churned: string): OwnershipRow | undefined {
  return ownersOf(run, accountId, role).findLast(
    (row) => row.owned_from <= churned && (row.owned_to === null || row.owned_to >= churned),
  );
}

const booksOfRun = new WeakMap<Run, Map<string, Held[]>>();

/** Accounts of a rep at t; one that churned stays with its owner of that day. */
export function bookOf(run: Run, rep: Rep): Held[] {
  let books = booksOfRun.get(run);
  if (books === undefined) {
    books = new Map();
    booksOfRun.set(run, books);
    for (const role of ['AM', 'CSM']) addBooks(run, role, books);
  }
  return books.get(`${rep.role} ${rep.id}`) ?? [];
}

function addBooks(run: Run, role: string, books: Map<string, Held[]>): void {
  for (const account of run.organisation.accounts) {
    if (!known(run, account)) continue;
    const churned = account.churned_at !== null && account.churned_at < run.t ? account.churned_at : null;
    const owners = ownersOf(run, account.account_id, role);
    const owner =
      churned === null
        ? ownerOn(run, account.account_id, role, run.t)
        : ownerAtChurn(run, account.account_id, role, churned);
    if (owner === undefined) continue;
    const key = `${role} ${owner.rep_id}`;
    const inherited = owners.some((row) => row.owned_from < owner.owned_from && row.rep_id !== owner.rep_id);
    books.set(key, [...(books.get(key) ?? []), { account, ownedFrom: owner.owned_from, inherited }]);
  }
}

/** Long enough in the book for its level and trend to be the rep's: at once, or 28 days after it was taken over. */
export function hasJoined(run: Run, held: Held): boolean {
  return !held.inherited || held.ownedFrom <= addDays(run.t, -28);
}

export function isChurned(run: Run, account: AccountRow): boolean {
  return account.churned_at !== null && account.churned_at < run.t;
}

/** A date of churn says when; without one the account's own word counts. */
export function isActive(run: Run, account: AccountRow): boolean {
  return account.churned_at === null ? account.is_active : account.churned_at >= run.t;
}
