import { quotaRetirementLedger, quotaStore } from '../../db/source-contract/tables/quotas.ts';
import { type QuarterPlan, wonIn } from './deal-amounts.ts';
import { closingOf, type Deal } from './deal-pipeline.ts';
import { levelAt } from './levels.ts';
import { addDays, datesFrom, daysBetween, earlier, later, mondayOf, thatEvening } from './local-dates.ts';
import type { Rep } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { historyEnd, historyStart } from './time-frame.ts';

const commitLines = 4;
/** The one rep whose quota is not spread over business days. */
const pacedByWeek = 'ae-12';

/** Quota slices, credits of won deals, and a commit snapshot every Friday. */
export function addQuotaLedger(
  book: RowBook,
  rep: Rep,
  deals: readonly Deal[],
  amounts: ReadonlyMap<string, number>,
  plans: readonly QuarterPlan[],
): void {
  for (const plan of plans) {
    const won = wonIn(deals, plan.quarter.start, plan.quarter.end);
    for (const deal of won) addCredit(book, rep, plan, deal, amounts.get(deal.id) ?? 0);
    if (plan.quota === 0) continue;
    addSlices(book, rep, plan);
    const first = addDays(mondayOf(later(plan.quarter.start, historyStart)), 4);
    for (const friday of datesFrom(first, plan.quarter.end, 7)) {
      if (friday < plan.quarter.start || friday >= historyEnd || friday < rep.hiredOn) continue;
      addCommit(book, rep, plan, friday, deals, amounts);
    }
  }
}

/** One slice a quarter; whoever changed segment in it has one before and one after. */
function addSlices(book: RowBook, rep: Rep, { quarter, quota }: QuarterPlan): void {
  const change = rep.stints.slice(1).find(({ from }) => quarter.start < from && from < quarter.end)?.from;
  const bounds = change === undefined ? [quarter.start, quarter.end] : [quarter.start, change, quarter.end];
  bounds.slice(0, -1).forEach((from, index) => {
    const to = bounds[index + 1] ?? quarter.end;
    book.add(quotaStore, {
      rep_id: rep.id,
      fiscal_quarter: quarter.name,
      effective_from: from,
      effective_to: to,
      quota_amount: Math.round(quota / (bounds.length - 1)),
      relief_amount: reliefOf(rep, from, to, quota),
      currency: rep.currency,
      pace_weights: rep.id === pacedByWeek ? risingWeights(Math.ceil(daysBetween(from, to) / 7)) : null,
      recorded_at: thatEvening(addDays(quarter.start, -14)),
    });
  });
}

/** Shares of the slice per week, each week a little more than the one before; they add up to 1. */
function risingWeights(weeks: number): readonly number[] {
  const thousandths = Array.from({ length: weeks }, (_, week) =>
    Math.floor((1000 / weeks) * (0.8 + (0.4 * week) / weeks)),
  );
  const missing = 1000 - thousandths.reduce((sum, share) => sum + share, 0);
  return thousandths.map((share, week) => (share + (week === weeks - 1 ? missing : 0)) / 1000);
}

/** A third of the quota for an absence that began in the slice. */
function reliefOf(rep: Rep, from: string, to: string, quota: number): number {
  return rep.absences.some((absence) => from <= absence.from && absence.from < to) ? Math.round(quota / 3) : 0;
}

function addCredit(book: RowBook, rep: Rep, { quarter }: QuarterPlan, deal: Deal, amount: number): void {
  const closedOn = closingOf(deal)?.on ?? deal.createdOn;
  book.add(quotaRetirementLedger, {
    ledger_id: `led-${deal.id}`,
    rep_id: rep.id,
    opp_id: deal.id,
    fiscal_quarter: quarter.name,
    entry_type: 'closed_credit',
    amount,
    currency: rep.currency,
    effective_date: closedOn,
    recorded_at: thatEvening(closedOn),
  });
}

/**
 * A commit that, with what is closed, says what the rep believes the quarter ends at. The last third of the quarter it
 * comes to see the truth. Deals about to be won stand in it with their amount, the rest on those that have come furthest.
 */
function addCommit(
  book: RowBook,
  rep: Rep,
  { quarter, closes }: QuarterPlan,
  friday: string,
  deals: readonly Deal[],
  amounts: ReadonlyMap<string, number>,
): void {
  const bias = levelAt(rep.id, 'commitBias', quarter.start);
  const believed = friday < addDays(quarter.start, 60) ? closes / (1 + bias) : closes;
  const amountOf = ({ id }: Deal): number => amounts.get(id) ?? 0;
  const sumOf = (some: readonly Deal[]): number => some.reduce((sum, deal) => sum + amountOf(deal), 0);
  const tomorrow = addDays(friday, 1);
  const sure = wonIn(deals, tomorrow, earlier(addDays(friday, 8), quarter.end));
  const open = Math.round(believed - sumOf(wonIn(deals, quarter.start, tomorrow)) - sumOf(sure));
  const likely = likeliestOn(deals, friday).filter((deal) => !sure.includes(deal));
  const share = Math.floor(Math.max(0, open) / Math.max(1, likely.length));
  const lines = [
    ...sure.map((deal) => ({ oppId: deal.id, amount: amountOf(deal) })),
    ...likely.map((deal) => ({ oppId: deal.id, amount: share })),
  ].filter(({ amount }) => amount > 0);
  lines.forEach(({ oppId, amount }, index) => {
    book.add(quotaRetirementLedger, {
      ledger_id: `com-${rep.id}-${friday}-${index + 1}`,
      rep_id: rep.id,
      opp_id: oppId,
      fiscal_quarter: quarter.name,
      entry_type: 'commit',
      amount,
      currency: rep.currency,
      effective_date: friday,
      expected_close_date: addDays(quarter.end, -1),
      recorded_at: thatEvening(friday),
    });
  });
}

/** The open deals that have come furthest. */
function likeliestOn(deals: readonly Deal[], date: string): readonly Deal[] {
  const stageOn = (deal: Deal): number => {
    const last = deal.moves.findLast(({ on }) => on <= date);
    return last?.status === 'open' ? last.stage : 0;
  };
  return deals
    .map((deal) => ({ deal, stage: stageOn(deal) }))
    .filter(({ stage }) => stage >= 2)
    .sort((a, b) => b.stage - a.stage || (a.deal.id < b.deal.id ? -1 : 1))
    .slice(0, commitLines)
    .map(({ deal }) => deal);
}
