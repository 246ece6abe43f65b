import { qbrLog } from '../../db/source-contract/tables/customers.ts';
import { type CustomerAccount, ownerAt } from './customer-accounts.ts';
import { levelAt } from './levels.ts';
import { addDays, datesFrom, instantAt, thatEvening } from './local-dates.ts';
import { random } from './random.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice } from './steady-draws.ts';
import { historyEnd } from './time-frame.ts';

const everyDays = 91;
const from = '2025-02-03';

/** A review due each quarter per account, held, late or moved by the customer, its outcome logged by the CSM. */
export function addBusinessReviews(
  book: RowBook,
  customers: readonly CustomerAccount[],
  churnedOn: ReadonlyMap<string, string>,
  seed: number,
): void {
  const obligations = customers
    .flatMap((account) =>
      datesFrom(addDays(from, Math.floor((account.amPlace * everyDays) / 20)), historyEnd, everyDays)
        .filter((due) => due < (churnedOn.get(account.id) ?? '9'))
        .map((due) => ({ account, due, am: ownerAt(account.amOwners, due) })),
    )
    .sort((a, b) => (a.due < b.due ? -1 : 1));
  const draws = new Map<string, ReturnType<typeof drawsOf>>();
  for (const { account, due, am } of obligations) {
    const draw = draws.get(am) ?? drawsOf(am, seed);
    draws.set(am, draw);
    const csm = ownerAt(account.csmOwners, due);
    const completed = draw.completed(due);
    const moved = draw.movedByCustomer();
    const plannedOn = addDays(due, -25);
    book.add(qbrLog, {
      qbr_id: `qbr-${account.id}-${due}`,
      account_id: account.id,
      am_rep_id: am,
      csm_rep_id: csm,
      due_date: due,
      scheduled_date: addDays(completed, -15),
      completed_date: moved ? addDays(completed, 14) : completed,
      status: 'completed',
      rescheduled_due_date: moved ? addDays(due, 21) : null,
      outcome: draw.outcome(due),
      outcome_logged_by: csm,
      outcome_logged_at: instantAt(addDays(completed, moved ? 15 : 1), 11 * 60),
      recorded_at: thatEvening(plannedOn),
    });
  }
}

function drawsOf(am: string, seed: number) {
  const chance = random(seed, 'business reviews', am);
  const isMet = steadyChoice(chance);
  const isPositive = steadyChoice(chance);
  const isMoved = steadyChoice(chance);
  return {
    completed: (due: string): string =>
      addDays(due, isMet(levelAt(am, 'qbrsMet', due)) ? chance.int(-6, 9) : chance.int(20, 40)),
    outcome: (due: string) =>
      isPositive(levelAt(am, 'qbrsPositive', due))
        ? ('positive' as const)
        : chance.pick(['neutral', 'neutral', 'negative'] as const),
    movedByCustomer: (): boolean => isMoved(0.04),
  };
}
