import type { AccountRow, OpportunityRow } from '../rows.ts';
import { ownerAtChurn, ownerOn } from './books.ts';
import { addDays, daysBetween } from './dates.ts';
import { dateWithin, known, lastWeek, localDate, midnight, planRate, type Run } from './run.ts';
import { type Measure, one, rateOf } from './series.ts';

interface Renewal {
  readonly account: AccountRow;
  readonly due: string;
  readonly deals: readonly OpportunityRow[];
}

const renewalsOfRun = new WeakMap<Run, Renewal[]>();

/** Every renewal that the rows speak of: deals first, then the risk log, then the account; dates close by are one. */
function allRenewals(run: Run): Renewal[] {
  const before = renewalsOfRun.get(run);
  if (before !== undefined) return before;
  const renewals: Renewal[] = [];
  for (const account of run.organisation.accounts) {
    if (!known(run, account)) continue;
    const deals = run.organisation.opportunities.filter(
      (deal) =>
        known(run, deal) &&
        deal.account_id === account.account_id &&
        deal.opp_type === 'renewal' &&
        deal.created_at < midnight(run, run.t),
    );
    const dues: string[] = [];
    const candidates = [
      ...deals.map((deal) => deal.renewal_due_date).sort(),
      ...loggedDues(run, account.account_id),
      account.renewal_date,
    ];
    for (const candidate of candidates) {
      if (candidate === null || dues.some((due) => Math.abs(daysBetween(due, candidate)) <= 60)) continue;
      dues.push(candidate);
    }
    // A deal belongs to the renewal for which its date was taken, and to no other nearby.
    const taken = (date: string | null) => dues.find((due) => date !== null && Math.abs(daysBetween(due, date)) <= 60);
    for (const due of dues) {
      renewals.push({ account, due, deals: deals.filter((deal) => taken(deal.renewal_due_date) === due) });
    }
  }
  renewalsOfRun.set(run, renewals);
  return renewals;
}

function riskRows(run: Run, accountId: string) {
  return run.organisation.churn_risk_log
    .filter((row) => known(run, row) && row.account_id === accountId && row.event_date < run.t)
    .sort((one, other) => (one.event_date < other.event_date ? -1 : 1));
}

/** Dates that the last row before them names. */
function loggedDues(run: Run, accountId: string): string[] {
  const rows = riskRows(run, accountId);
  return rows
    .map((row) => row.renewal_date)
    .filter((due) => due !== null)
    .filter((due) => rows.findLast((row) => row.event_date < due && row.renewal_date !== null)?.renewal_date === due);
}

function churnedBefore(account: AccountRow, date: string): boolean {
  return account.churned_at !== null && account.churned_at < date;
}

interface Decided {
  readonly renewed: number;
  readonly on: string;
}

/** What a renewal came to, and when that was known; null: still open. */
function decide(run: Run, { account, due, deals }: Renewal, windowEnd: string): Decided | null {
  const latest = addDays(due, 30);
  let renewed = 0;
  let on: string | null = null;
  let lostOn: string | null = null;
  let isOpen = false;
  for (const deal of deals) {
    if (deal.closed_at === null || deal.closed_at >= midnight(run, run.t)) {
      // Lost at one try, it may still be won at another.
      isOpen = true;
      continue;
    }
    const closed = localDate(run, deal.closed_at);
    if (deal.is_won === true && closed <= latest) {
      renewed += deal.amount * (planRate(run, deal.currency, windowEnd) ?? Number.NaN);
      if (on === null || closed < on) on = closed;
    } else if (deal.is_won === false && (lostOn === null || closed > lostOn)) lostOn = closed;
  }
  if (on !== null) return { renewed, on };
  const lostAt = [isOpen ? null : lostOn, churnedBefore(account, run.t) ? account.churned_at : null].filter(
    (date) => date !== null,
  );
  const first = [...lostAt, ...(run.t > latest ? [latest] : [])].sort()[0];
  return first === undefined ? null : { renewed: 0, on: first };
}

/** The yearly value before the due date and before the deal closed; NaN: of money without a rate. */
function expiring(run: Run, renewal: Renewal, windowEnd: string): number | null {
  const closed = renewal.deals
    .filter((deal) => deal.closed_at !== null && deal.closed_at < midnight(run, run.t))
    .map((deal) => localDate(run, deal.closed_at ?? ''))
    .sort()[0];
  const before = closed !== undefined && closed < renewal.due ? closed : renewal.due;
  const snapshot = riskRows(run, renewal.account.account_id).findLast(
    (row) => row.event_type === 'arr_snapshot' && row.event_date < before,
  );
  if (snapshot === undefined || snapshot.arr <= 0) return null;
  return snapshot.arr * (planRate(run, snapshot.currency, windowEnd) ?? Number.NaN);
}

export const grossRenewalRate: Measure = (run, rep, span) => {
  let kept = 0;
  let due = 0;
  let logos = 0;
  let newEvidence = 0;
  let missingRate = false;
  const sizes = new Map<string, number>();
  for (const renewal of allRenewals(run)) {
    const { account } = renewal;
    if (!dateWithin(renewal.due, span)) continue;
    // An account that churned stays with its owner of that day.
    const owner =
      account.churned_at !== null && churnedBefore(account, renewal.due) && churnedBefore(account, run.t)
        ? ownerAtChurn(run, account.account_id, 'AM', account.churned_at)
        : ownerOn(run, account.account_id, 'AM', renewal.due);
    if (owner?.rep_id !== rep.id) continue;
    const expected = expiring(run, renewal, span.end);
    const outcome = decide(run, renewal, span.end);
    if (expected === null || outcome === null) continue;
    if (Number.isNaN(expected) || Number.isNaN(outcome.renewed)) {
      missingRate = true;
      continue;
    }
    kept += Math.min(outcome.renewed, expected);
    due += expected;
    if (outcome.renewed > 0) logos += 1;
    // Decided early, it enters when it falls due.
    const enteredOn = outcome.on > renewal.due ? outcome.on : renewal.due;
    if (dateWithin(enteredOn, lastWeek({ start: span.start, end: run.t }))) newEvidence += 1;
    sizes.set(account.segment, (sizes.get(account.segment) ?? 0) + 1);
  }
  const n = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return one({
    numerator: kept,
    denominator: due,
    size: n,
    value: due > 0 ? kept / due : null,
    newEvidence,
    rate: { x: logos, n },
    sizes,
    dataQuality: missingRate,
    companions: { logo_rate: n === 0 ? null : logos / n },
  });
};

export const onTimeRenewalOpening: Measure = (run, rep, span) => {
  const items: { yes: boolean; isNew: boolean; segment: string }[] = [];
  for (const { account, due, deals } of allRenewals(run)) {
    const days =
      riskRows(run, account.account_id).findLast((row) => row.event_date < due)?.proximity_window_days ?? 120;
    const threshold = addDays(due, -days);
    const owner = ownerOn(run, account.account_id, 'AM', threshold);
    if (!dateWithin(threshold, span) || owner?.rep_id !== rep.id) continue;
    if (churnedBefore(account, threshold) || owner.owned_from > addDays(threshold, -30)) continue;
    items.push({
      yes: deals.some((deal) => localDate(run, deal.created_at) <= threshold),
      isNew: dateWithin(threshold, lastWeek(span)),
      segment: account.segment,
    });
  }
  return one(rateOf(items));
};
