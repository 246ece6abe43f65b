import { addDays } from '../plain/dates.ts';
import type { Organisation, ReviewRow } from '../rows.ts';
import { type Customer, on, ownerOn } from './customers.ts';
import type { Dice } from './dice.ts';
import { LONG_KNOWN, recordedAfter, recordedAfterDay, someDate, someTime } from './moments.ts';

/** What AMs and CSMs do with their customers: plays, reviews, onboardings; and what the revenue does. */
export function addCustomerWork(organisation: Organisation, dice: Dice, customers: readonly Customer[]): void {
  for (const customer of customers) {
    addPlays(organisation, dice, customer);
    addReviews(organisation, dice, customer);
    addOnboarding(organisation, dice, customer);
    addRevenue(organisation, dice, customer);
  }
}

function addPlays(organisation: Organisation, dice: Dice, customer: Customer): void {
  const { account } = customer;
  for (let nth = dice.whole(0, 3); nth > 0; nth -= 1) {
    const status_at = someTime(dice, someDate(dice, '2025-09-01', '2026-04-09'));
    const am_rep_id = ownerOn(customer.am, on(status_at)).rep_id;
    const status = dice.chance(0.6 * customer.level)
      ? 'closed_won'
      : dice.pick(['closed_lost', 'closed_lost', 'suppressed', 'open'] as const);
    organisation.expansion_log.push({
      play_id: `${account.account_id}-p${nth}`,
      account_id: account.account_id,
      am_rep_id,
      segment: account.segment,
      vertical: account.vertical,
      opened_at: '2025-08-20T15:00:00.000Z',
      status,
      status_at,
      suppressed_by: status === 'suppressed' ? dice.pick(['system', 'rep']) : null,
      expansion_arr: status === 'closed_won' ? dice.whole(10, 90) * 100 : null,
      currency: account.currency,
      effective_date: status === 'closed_won' && dice.chance(0.5) ? addDays(on(status_at), dice.whole(0, 9)) : null,
      recorded_at: recordedAfter(dice, status_at),
    });
  }
}

/** Obligations with moved, cancelled, repeated and forgotten reviews. */
function addReviews(organisation: Organisation, dice: Dice, customer: Customer): void {
  const { account } = customer;
  for (let nth = 0; nth < 3; nth += 1) {
    const due_date = addDays(someDate(dice, '2025-11-20', '2025-12-20'), nth * dice.whole(40, 48));
    if (due_date < (customer.am[0]?.owned_from ?? '')) continue;
    const am_rep_id = ownerOn(customer.am, due_date).rep_id;
    const held = dice.chance(0.3 + 0.6 * customer.level);
    const completed = held ? addDays(due_date, dice.whole(-8, 18)) : null;
    const review: ReviewRow = {
      qbr_id: `${account.account_id}-r${nth}`,
      account_id: account.account_id,
      am_rep_id,
      due_date,
      scheduled_date: dice.chance(0.8) ? addDays(due_date, dice.whole(-10, 6)) : null,
      completed_date: completed,
      status: held ? 'completed' : dice.pick(['due', 'scheduled', 'cancelled_customer', 'cancelled_internal']),
      rescheduled_due_date: null,
      outcome: null,
      outcome_logged_by: null,
      outcome_logged_at: null,
      recorded_at: LONG_KNOWN,
    };
    if (completed !== null && dice.chance(account.account_id.startsWith('am-06') ? 0.4 : 0.92)) {
      review.outcome = dice.chance(0.7 * customer.level) ? 'positive' : dice.pick(['neutral', 'negative']);
      review.outcome_logged_by = dice.chance(0.07) ? am_rep_id : 'csm-01';
      review.outcome_logged_at = someTime(dice, addDays(completed, dice.whole(0, 5)));
    }
    organisation.qbr_log.push(review);
    if (review.status !== 'cancelled_customer') continue;
    review.rescheduled_due_date = dice.chance(0.9) ? addDays(due_date, dice.pick([7, 20, 30, 31, 45])) : null;
    if (review.rescheduled_due_date === null || !dice.chance(0.6)) continue;
    organisation.qbr_log.push({
      ...review,
      qbr_id: `${review.qbr_id}-again`,
      status: 'completed',
      completed_date: addDays(review.rescheduled_due_date, dice.whole(-3, 16)),
      rescheduled_due_date: null,
    });
  }
}

function addOnboarding(organisation: Organisation, dice: Dice, customer: Customer): void {
  const { account } = customer;
  const start_date = someDate(dice, '2025-09-20', '2026-03-20');
  const csm_rep_id = ownerOn(customer.csm, start_date).rep_id;
  const cancelled_date = dice.chance(0.08) ? addDays(start_date, dice.whole(10, 90)) : null;
  const lag = customer.level < 0.75 ? 14 : -4;
  for (let nth = 1; nth <= 4; nth += 1) {
    const target_date = addDays(start_date, nth * 12);
    const paused_days = dice.chance(0.2) ? dice.whole(1, 12) : 0;
    const completed = addDays(target_date, lag + dice.whole(-8, 14));
    const is_ttv_milestone = nth === 3;
    const achieved = dice.chance(0.9) && cancelled_date === null;
    organisation.onboarding_log.push({
      onboarding_id: `${account.account_id}-o`,
      milestone_id: `m${nth}`,
      account_id: account.account_id,
      csm_rep_id,
      start_date,
      milestone_name: `Milestone ${nth}`,
      target_date,
      completed_date: achieved ? completed : null,
      paused_days,
      is_ttv_milestone,
      ttv_target_days: 36,
      ttv_achieved_days: is_ttv_milestone && achieved ? 36 + lag + dice.whole(-10, 14) : null,
      status: cancelled_date !== null ? 'cancelled' : achieved ? 'achieved' : 'in_progress',
      cancelled_date,
      recorded_at: recordedAfterDay(dice, start_date),
    });
  }
}

function addRevenue(organisation: Organisation, dice: Dice, customer: Customer): void {
  const { account } = customer;
  let nth = 0;
  const add = (
    event_type: 'arr_snapshot' | 'risk_update' | 'contraction' | 'churn',
    event_date: string,
    arr: number,
  ) => {
    nth += 1;
    organisation.churn_risk_log.push({
      churn_event_id: `${account.account_id}-v${nth}`,
      account_id: account.account_id,
      event_type,
      event_date,
      arr,
      currency: account.currency,
      renewal_date: dice.chance(0.5) ? account.renewal_date : null,
      proximity_window_days: proximity,
      recorded_at: recordedAfterDay(dice, event_date),
    });
  };
  const proximity = dice.pick([120, 120, 90]);
  const level = dice.whole(100, 900) * 100;
  add('risk_update', '2024-12-20', level);
  if (dice.chance(0.9)) add('arr_snapshot', dice.pick(['2025-01-15', '2025-03-09', '2025-03-10', '2025-02-20']), level);
  add('arr_snapshot', someDate(dice, '2025-09-01', '2025-11-01'), level + dice.whole(0, 30) * 100);
  if (dice.chance(0.5)) add('risk_update', someDate(dice, '2025-08-01', '2026-03-20'), level);
  if (dice.chance(0.2)) add('contraction', someDate(dice, '2025-05-01', '2026-04-08'), dice.whole(5, 60) * 100);
  if (account.churned_at !== null) add('churn', account.churned_at, level);
}
