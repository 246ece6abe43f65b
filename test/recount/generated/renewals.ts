import { addDays, shiftInstant } from '../plain/dates.ts';
import type { Organisation } from '../rows.ts';
import type { Customer } from './customers.ts';
import type { Dice } from './dice.ts';
import { recordedAfter, someTime } from './moments.ts';

/** Renewal opportunities: early, late, lost, open, doubled by dates a few weeks apart, and none at all. */
export function addRenewals(organisation: Organisation, dice: Dice, customers: readonly Customer[]): void {
  for (const customer of customers) {
    const { account } = customer;
    if (account.renewal_date === null || dice.chance(0.12)) continue;
    const dates = dice.chance(0.1)
      ? [account.renewal_date, addDays(account.renewal_date, dice.pick([20, 59, 95]))]
      : [];
    for (const [nth, due] of (dates.length > 0 ? dates : [account.renewal_date]).entries()) {
      const created_at = someTime(dice, addDays(due, -dice.whole(90, 150)));
      const decided = someTime(dice, addDays(due, dice.whole(-40, 34)));
      const fate = dice.next();
      const churned = account.churned_at !== null && account.churned_at < decided.slice(0, 10);
      const won = !churned && fate < 0.45 + 0.45 * customer.level;
      const closed_at = fate < 0.92 && decided > created_at ? decided : null;
      organisation.opportunities.push({
        opp_id: `${account.account_id}-renewal-${nth}`,
        account_id: account.account_id,
        owner_rep_id: 'am-01',
        opp_type: 'renewal',
        segment: account.segment,
        amount: dice.whole(100, 1000) * 100,
        currency: account.currency,
        created_at,
        closed_at,
        is_won: closed_at === null ? null : won,
        renewal_due_date: due,
        qualification_status: null,
        qualified_at: null,
        recorded_at: recordedAfter(dice, shiftInstant(created_at, 1000)),
      });
    }
  }
}
