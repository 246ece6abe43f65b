import { addDays, localDateOf } from '../plain/dates.ts';
import type { AccountRow, HealthRow, Organisation, OwnershipRow } from '../rows.ts';
import { addQuotes } from './deals.ts';
import type { Dice } from './dice.ts';
import { LONG_KNOWN, recordedAfter, recordedAfterDay, someDate, someTime, ZONE } from './moments.ts';
import type { GeneratedRep } from './people.ts';

const ACCOUNTS_A_REP = 30;

/** One customer with everybody who ever looked after it. */
export interface Customer {
  readonly account: AccountRow;
  readonly am: readonly OwnershipRow[];
  readonly csm: readonly OwnershipRow[];
  readonly level: number;
}

/** Customers, their owners in turn, health scores week by week with surveys, and expansion deals with quotes. */
export function addCustomers(organisation: Organisation, dice: Dice, reps: readonly GeneratedRep[]): Customer[] {
  const managers = reps.filter((rep) => rep.role === 'AM');
  const successors = reps.filter((rep) => rep.role === 'CSM');
  const customers: Customer[] = [];
  managers.forEach((manager) => {
    for (let nth = 0; nth < ACCOUNTS_A_REP; nth += 1) {
      const account = addAccount(organisation, dice, manager, `${manager.id}-c${nth}`);
      const csm = dice.pick(successors);
      const owners = (role: 'AM' | 'CSM', first: GeneratedRep, all: readonly GeneratedRep[]) =>
        addOwners(organisation, dice, account, role, first, all);
      const customer = {
        account,
        am: owners('AM', manager, managers),
        csm: owners('CSM', csm, successors),
        level: (manager.level + csm.level) / 2,
      };
      customers.push(customer);
      addHealth(organisation, dice, customer);
    }
  });
  for (const manager of managers) addExpansionDeals(organisation, dice, manager);
  return customers;
}

/** Who of these looks after the account on a date; after the last one, the last one. */
export function ownerOn(owners: readonly OwnershipRow[], date: string): OwnershipRow {
  const found = owners.findLast((owner) => owner.owned_from <= date) ?? owners[0];
  if (found === undefined) throw new Error('An account without an owner.');
  return found;
}

function addAccount(organisation: Organisation, dice: Dice, manager: GeneratedRep, account_id: string): AccountRow {
  const churned_at = dice.chance(0.1) ? someDate(dice, '2025-11-01', '2026-04-09') : null;
  const account: AccountRow = {
    account_id,
    name: `Customer ${account_id}`,
    segment: dice.chance(0.85) ? manager.segment : dice.pick(['enterprise', 'midmarket']),
    vertical: dice.chance(0.6) ? 'retail' : 'energy',
    qbr_required: dice.chance(0.85),
    renewal_date: dice.chance(0.9) ? someDate(dice, '2025-12-01', '2026-05-30') : null,
    is_active: churned_at === null,
    churned_at,
    currency: dice.chance(0.2) ? 'EUR' : 'USD',
    recorded_at: LONG_KNOWN,
  };
  organisation.accounts.push(account);
  return account;
}

/** One owner from early on or lately, sometimes a second one. */
function addOwners(
  organisation: Organisation,
  dice: Dice,
  account: AccountRow,
  owner_role: 'AM' | 'CSM',
  first: GeneratedRep,
  all: readonly GeneratedRep[],
): OwnershipRow[] {
  const late = someDate(dice, '2025-10-01', '2026-02-20');
  const isLate = dice.chance(0.15) && (account.churned_at === null || late < account.churned_at);
  const owned_from = isLate ? late : '2024-06-01';
  const row = { account_id: account.account_id, owner_role, recorded_at: LONG_KNOWN };
  const rows: OwnershipRow[] = [{ ...row, owned_from, rep_id: first.id, owned_to: null }];
  if (dice.chance(0.2)) {
    const moved = addDays(someDate(dice, '2025-10-20', '2026-04-03'), 2);
    const next = dice.pick(all);
    if (moved > owned_from && next !== first) {
      for (const one of rows) one.owned_to = moved;
      rows.push({ ...row, owned_from: moved, rep_id: next.id, owned_to: null });
    }
  }
  organisation.account_ownership.push(...rows);
  return rows;
}

/** Mostly a score a week; gaps, two in a week, a new model version; the last answers repeated every week. */
function addHealth(organisation: Organisation, dice: Dice, customer: Customer): void {
  const { account } = customer;
  const weak = customer.level < 0.75;
  let score = dice.whole(45, 90);
  const changes = dice.chance(0.12) ? '2026-02-01' : '2024-01-01';
  let nps: [score: number, on: string] | null = null;
  let csat: [score: number, on: string] | null = null;
  for (let monday = '2025-08-25'; monday < '2026-04-10'; monday = addDays(monday, 7)) {
    if (account.churned_at !== null && monday >= account.churned_at) return;
    if (dice.chance(0.08)) continue;
    if (dice.chance(0.12))
      nps = [dice.whole(weak && monday > '2025-12-15' ? 0 : 4, 10), addDays(monday, -dice.whole(0, 6))];
    if (dice.chance(0.1))
      csat = [dice.whole(weak && monday > '2025-12-15' ? 1 : 2, 5), addDays(monday, -dice.whole(0, 6))];
    for (const offset of dice.chance(0.1) ? [0, 3] : [dice.pick([0, 1, 6])]) {
      score = Math.min(100, Math.max(1, score + dice.whole(-6, 6) - (weak ? 2 : 0)));
      const score_date = addDays(monday, offset);
      const row: HealthRow = {
        account_id: account.account_id,
        score_date,
        health_score: score,
        health_tier: score > 70 ? 'Low' : score > 45 ? 'Medium' : score > 20 ? 'High' : 'Critical',
        nps_score: nps?.[0] ?? null,
        nps_response_date: nps?.[1] ?? null,
        csat_score: csat?.[0] ?? null,
        csat_response_date: csat?.[1] ?? null,
        model_version: score_date < changes ? 'v1' : 'v2',
        recorded_at: recordedAfterDay(dice, score_date),
      };
      organisation.customer_health_log.push(row);
    }
  }
}

function addExpansionDeals(organisation: Organisation, dice: Dice, manager: GeneratedRep): void {
  for (let nth = 0; nth < 30; nth += 1) {
    const closed_at = someTime(dice, someDate(dice, '2025-11-20', '2026-04-09'));
    const deal = {
      opp_id: `${manager.id}-x${nth}`,
      account_id: `${manager.id}-c${nth % ACCOUNTS_A_REP}`,
      owner_rep_id: manager.id,
      opp_type: 'expansion' as const,
      segment: dice.chance(0.85) ? manager.segment : 'midmarket',
      amount: dice.whole(20, 400) * 100,
      currency: dice.pick(['USD', 'USD', 'EUR']),
      created_at: '2025-11-01T15:00:00.000Z',
      closed_at,
      is_won: dice.chance(0.85),
      renewal_due_date: null,
      qualification_status: null,
      qualified_at: null,
      recorded_at: recordedAfter(dice, closed_at),
    };
    organisation.opportunities.push(deal);
    addQuotes(organisation, dice, deal, manager.id, closed_at, manager.level);
  }
}

/** The local date of an instant in the organisation's zone. */
export function on(instant: string): string {
  return localDateOf(instant, ZONE);
}
