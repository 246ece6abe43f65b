import { churnRiskLog, expansionLog } from '../../db/source-contract/tables/customers.ts';
import { opportunities, opportunityStageHistory } from '../../db/source-contract/tables/opportunities.ts';
import { type CustomerAccount, ownerAt } from './customer-accounts.ts';
import { levelAt } from './levels.ts';
import { addDays, datesFrom, instantAt, minutesAfter, thatEvening } from './local-dates.ts';
import { addQuotes, type QuotedDeal } from './quotes.ts';
import { type Random, random } from './random.ts';
import { lastStint, type Rep, roster } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice, steadyCount } from './steady-draws.ts';
import { historyEnd } from './time-frame.ts';
import { workingDaysOf } from './working-days.ts';

const termDays = 182;
const renewalWindowDays = 90;
const firstSnapshot = '2024-11-05';
const snapshotEvery = 61;
const contractionEvery = 91;
const playsADay = 0.4;

interface Customer {
  readonly account: CustomerAccount;
  arr: number;
  churnedOn: string | null;
  nextDue: string;
}

export interface CustomerEnds {
  readonly churnedOn: Map<string, string>;
  readonly renewalOn: Map<string, string>;
}

/** Renewals, churn, contractions, ARR snapshots and expansion plays of every AM's book, with their opportunities and quotes. */
export function addCustomerRevenue(book: RowBook, customers: readonly CustomerAccount[], seed: number): CustomerEnds {
  const ends: CustomerEnds = { churnedOn: new Map(), renewalOn: new Map() };
  const chances = roster
    .filter((one) => lastStint(one).role === 'AM')
    .map((rep) => ({ rep, chance: random(seed, 'revenue', rep.id) }));
  const draws = new Map(chances.map(({ rep, chance }) => [rep.id, renewalDraws(chance)]));
  const books = chances.map(({ rep, chance }) => {
    const owned = customers
      .filter(({ amOwners }) => amOwners.at(-1)?.repId === rep.id)
      .map((account) => ({
        account,
        arr: account.openingArr,
        churnedOn: null,
        nextDue: addDays('2024-12-05', account.amPlace * 9),
      }));
    return bookOf(book, owned, chance, renewals(book, chance, draws, ends));
  });
  const workdays = new Set(workingDaysOf(usualRep()).all);
  datesFrom(firstSnapshot, historyEnd).forEach((date, day) => {
    for (const one of books) one.live(date, day, workdays.has(date));
  });
  for (const { openWhatIsDueLater } of books) openWhatIsDueLater();
  const won = books.flatMap((one) => one.won).sort((a, b) => (a.closedOn < b.closedOn ? -1 : 1));
  for (const { rep } of chances) {
    const own = won.filter(({ oppId }) => oppId.startsWith(`exp-${rep.id}-`));
    addQuotes(book, rep.id, 'expansion', own, seed);
  }
  return ends;
}

/** Somebody who was never away. */
function usualRep(): Rep {
  const rep = roster.find(({ id }) => id === 'am-01');
  if (rep === undefined) throw new RangeError('The roster has no am-01.');
  return rep;
}

/** Day by day, because each event changes the ARR that the next one starts from. */
function bookOf(
  book: RowBook,
  owned: readonly Customer[],
  chance: Random,
  { decide, open }: ReturnType<typeof renewals>,
) {
  const play = plays(book, chance);
  const duePlays = steadyCount(chance);
  const won: QuotedDeal[] = [];
  return {
    won,
    openWhatIsDueLater(): void {
      for (const customer of owned) if (customer.churnedOn === null) open(customer, customer.nextDue);
    },
    live(date: string, day: number, isWorked: boolean): void {
      const active = owned.filter(({ churnedOn }) => churnedOn === null);
      for (const customer of active) {
        if (day % snapshotEvery === 0) addRevenueEvent(book, customer, 'arr_snapshot', date, customer.arr);
        if (day % contractionEvery === (customer.account.amPlace * 4) % contractionEvery)
          contract(book, customer, date, chance);
        if (customer.nextDue === date) decide(customer, date);
      }
      const remaining = active.filter(({ churnedOn }) => churnedOn === null);
      if (!isWorked || remaining.length === 0) return;
      for (let count = duePlays(playsADay); count > 0; count -= 1) {
        const deal = play(chance.pick(remaining), date);
        if (deal) won.push(deal);
      }
    },
  };
}

function addRevenueEvent(
  book: RowBook,
  { account, nextDue }: Customer,
  type: 'arr_snapshot' | 'contraction' | 'churn',
  date: string,
  arr: number,
): void {
  book.add(churnRiskLog, {
    churn_event_id: `chu-${account.id}-${type}-${date}`,
    account_id: account.id,
    event_type: type,
    event_date: date,
    arr,
    currency: account.currency,
    am_rep_id: ownerAt(account.amOwners, date),
    renewal_date: nextDue,
    proximity_window_days: renewalWindowDays,
    recorded_at: thatEvening(date),
  });
}

function contract(book: RowBook, customer: Customer, date: string, chance: Random): void {
  const level = levelAt(ownerAt(customer.account.amOwners, date), 'contraction', date);
  const lost = Math.round(customer.arr * level * (0.8 + 0.4 * chance.next()));
  if (lost <= 0) return;
  addRevenueEvent(book, customer, 'contraction', date, lost);
  customer.arr -= lost;
}

/** An AM who had two books draws from one sequence for both: two that are level each are not level together. */
function renewalDraws(chance: Random) {
  return { isOnTime: steadyChoice(chance), isWon: steadyChoice(chance) };
}

function renewals(
  book: RowBook,
  chance: Random,
  draws: ReadonlyMap<string, ReturnType<typeof renewalDraws>>,
  ends: CustomerEnds,
) {
  const opening = ({ account }: Customer, due: string) => {
    const am = ownerAt(account.amOwners, due);
    const draw = draws.get(am);
    if (draw === undefined) throw new RangeError(`${account.id} has no AM on ${due}.`);
    const threshold = addDays(due, -renewalWindowDays);
    const onTime = draw.isOnTime(levelAt(am, 'renewalsOpenedOnTime', threshold));
    const createdOn = addDays(threshold, onTime ? -chance.int(3, 15) : chance.int(12, 35));
    const id = `ren-${am}-${account.id}-${due}`;
    return { am, draw, opp: { id, owner: am, account, type: 'renewal', createdOn, renewalDue: due } as const };
  };
  return {
    /** What is due after the end of the sample is opened in it, and stays open. */
    open(customer: Customer, due: string): void {
      const { opp } = opening(customer, due);
      if (opp.createdOn < historyEnd) addOpportunity(book, { ...opp, amount: customer.arr, closing: null });
    },
    decide(customer: Customer, due: string): void {
      const { account } = customer;
      const { am, draw, opp } = opening(customer, due);
      const won = draw.isWon(levelAt(am, 'renewalsWon', due));
      const closedOn = addDays(due, won ? -chance.int(2, 14) : 2);
      const amount = Math.round(customer.arr * (0.99 + 0.02 * chance.next()));
      addOpportunity(book, { ...opp, amount, closing: { on: closedOn, won } });
      ends.renewalOn.set(account.id, due);
      if (won) {
        customer.nextDue = addDays(due, termDays);
        return;
      }
      addRevenueEvent(book, customer, 'churn', closedOn, customer.arr);
      customer.churnedOn = closedOn;
      ends.churnedOn.set(account.id, closedOn);
    },
  };
}

function plays(book: RowBook, chance: Random) {
  const isSystemSuppressed = steadyChoice(chance);
  const isWon = steadyChoice(chance);
  const isSuppressed = steadyChoice(chance);
  let number = 0;
  return (customer: Customer, date: string): QuotedDeal | null => {
    const { account } = customer;
    const am = ownerAt(account.amOwners, date);
    const wonLevel = levelAt(am, 'expansionsWon', date);
    const status = isSystemSuppressed(0.08)
      ? 'system'
      : isWon(wonLevel)
        ? 'closed_won'
        : isSuppressed(levelAt(am, 'expansionSuppressedByRep', date) / (1 - wonLevel))
          ? 'rep'
          : 'closed_lost';
    const suppressed = status === 'system' || status === 'rep';
    const at = instantAt(date, chance.int(9 * 60, 17 * 60));
    const openedOn = addDays(date, -chance.int(20, 50));
    const arr = Math.round(customer.arr * (0.0145 + 0.0145 * chance.next()));
    number += 1;
    const id = `exp-${am}-${account.id}-${number}`;
    book.add(expansionLog, {
      play_id: `play-${am}-${account.id}-${number}`,
      account_id: account.id,
      am_rep_id: am,
      segment: account.segment,
      vertical: account.vertical,
      opened_at: instantAt(openedOn, 10 * 60),
      status: suppressed ? 'suppressed' : status,
      status_at: at,
      suppressed_by: suppressed ? status : null,
      expansion_arr: status === 'closed_won' ? arr : null,
      currency: account.currency,
      effective_date: status === 'closed_won' ? date : null,
      recorded_at: thatEvening(openedOn),
    });
    if (suppressed) return null;
    const won = status === 'closed_won';
    addOpportunity(book, {
      id,
      owner: am,
      account,
      type: 'expansion',
      amount: arr,
      createdOn: openedOn,
      closing: { on: date, won },
    });
    if (!won) return null;
    customer.arr += arr;
    const { segment, currency } = account;
    return { oppId: id, segment, netAmount: arr, currency, openedOn, closedOn: date };
  };
}

interface CustomerOpportunity {
  readonly id: string;
  readonly owner: string;
  readonly account: CustomerAccount;
  readonly type: 'renewal' | 'expansion';
  readonly amount: number;
  readonly createdOn: string;
  /** Null: still open at the end of the sample. */
  readonly closing: { readonly on: string; readonly won: boolean } | null;
  readonly renewalDue?: string;
}

function addOpportunity(book: RowBook, opp: CustomerOpportunity): void {
  const { closing } = opp;
  const createdAt = instantAt(opp.createdOn, 10 * 60);
  const closedAt = closing && instantAt(closing.on, 16 * 60);
  book.add(opportunities, {
    opp_id: opp.id,
    account_id: opp.account.id,
    owner_rep_id: opp.owner,
    opp_type: opp.type,
    segment: opp.account.segment,
    amount: opp.amount,
    currency: opp.account.currency,
    created_at: createdAt,
    close_date: closing?.on ?? null,
    closed_at: closedAt,
    is_won: closing?.won ?? null,
    renewal_due_date: opp.renewalDue ?? null,
    recorded_at: minutesAfter(createdAt, 4),
  });
  const opened = { status: 'open', at: createdAt } as const;
  const moves = [
    opened,
    ...(closing && closedAt ? [{ status: closing.won ? 'won' : 'lost', at: closedAt } as const] : []),
  ];
  moves.forEach(({ status, at }, index) => {
    book.add(opportunityStageHistory, {
      opp_id: opp.id,
      seq: index + 1,
      stage_order: 1,
      status,
      entered_at: at,
      owner_rep_id: opp.owner,
      recorded_at: minutesAfter(at, 4),
    });
  });
}
