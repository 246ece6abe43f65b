import { bookOf, type Held, isChurned } from './books.ts';
import { addDays } from './dates.ts';
import { dateWithin, instantWithin, known, lastWeek, localDate, planRate, type Run, type Span } from './run.ts';
import type { Measure, Series } from './series.ts';

interface Account {
  readonly cohort: string;
  readonly segment: string;
  readonly opening: number;
  readonly closing: number;
  readonly isNew: boolean;
  readonly missingRate: boolean;
}

/** What became of one account's opening revenue; null without any. */
function accountOf(run: Run, held: Held, span: Span): Account | null {
  const { account } = held;
  const events = run.organisation.churn_risk_log.filter(
    (row) => known(run, row) && row.account_id === account.account_id && row.event_date < span.end,
  );
  const opening = events
    .filter((row) => row.event_type === 'arr_snapshot' && row.event_date <= span.start)
    .sort((one, other) => (one.event_date < other.event_date ? -1 : 1))
    .at(-1);
  if (opening === undefined || opening.arr <= 0) return null;
  let missingRate = false;
  const money = (amount: number, currency: string) => {
    const rate = planRate(run, currency, span.end);
    if (rate === null) missingRate = true;
    return amount * (rate ?? 0);
  };
  const opened = money(opening.arr, opening.currency);
  let closing = opened;
  let churned = account.churned_at !== null && dateWithin(account.churned_at, span);
  // A snapshot is a look, not an event: the year is made of what happened.
  const happened = ['contraction', 'churn'];
  let isNew = events.some((row) => happened.includes(row.event_type) && dateWithin(row.event_date, lastWeek(span)));
  for (const row of events) {
    if (!dateWithin(row.event_date, span)) continue;
    if (row.event_type === 'contraction' || row.event_type === 'churn') closing -= money(row.arr, row.currency);
    if (row.event_type === 'churn') churned = true;
  }
  for (const play of run.organisation.expansion_log) {
    if (!known(run, play) || play.account_id !== account.account_id || play.status !== 'closed_won') continue;
    if (play.expansion_arr === null || !instantWithin(run, play.status_at, { start: '2000-01-01', end: run.t }))
      continue;
    const effective = play.effective_date ?? localDate(run, play.status_at);
    if (!dateWithin(effective, span)) continue;
    closing += money(play.expansion_arr, play.currency);
    if (dateWithin(effective, lastWeek(span))) isNew = true;
  }
  return {
    segment: account.segment,
    cohort: `${account.segment}/${account.vertical}`,
    opening: opened,
    closing: churned ? 0 : Math.max(0, closing),
    isNew,
    missingRate,
  };
}

export const netRevenueRetention: Measure = (run, rep, span) => {
  const accounts: Account[] = [];
  for (const held of bookOf(run, rep)) {
    if (held.inherited && held.ownedFrom > addDays(run.t, -90) && !isChurned(run, held.account)) continue;
    const account = accountOf(run, held, span);
    if (account !== null) accounts.push(account);
  }
  const series = new Map<string, Series>();
  for (const cohort of ['all', ...new Set(accounts.map((account) => account.cohort))]) {
    const its = accounts.filter((account) => cohort === 'all' || account.cohort === cohort);
    if (its.length > 0) series.set(cohort, cohortSeries(its));
  }
  return series;
};

function cohortSeries(accounts: readonly Account[]): Series {
  let opening = 0;
  let closing = 0;
  let kept = 0;
  const sizes = new Map<string, number>();
  const rated = accounts.filter((account) => !account.missingRate);
  for (const account of rated) {
    opening += account.opening;
    closing += account.closing;
    kept += Math.min(account.opening, account.closing);
    sizes.set(account.segment, (sizes.get(account.segment) ?? 0) + 1);
  }
  return {
    numerator: closing,
    denominator: opening,
    size: rated.length,
    value: opening > 0 ? closing / opening : null,
    newEvidence: rated.filter((account) => account.isNew).length,
    sizes,
    dataQuality: accounts.some((account) => account.missingRate),
    companions: { grr: opening > 0 ? kept / opening : null },
  };
}
