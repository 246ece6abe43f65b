import { addDays } from '../plain/dates.ts';
import type { Organisation, QuarterRow } from '../rows.ts';
import type { Dice } from './dice.ts';
import { LONG_KNOWN, recordedAfterDay } from './moments.ts';
import type { GeneratedRep } from './people.ts';

/** Quotas whole and in slices, with pace weights, relief, another currency; commits taken week by week. */
export function addQuotas(organisation: Organisation, dice: Dice, reps: readonly GeneratedRep[]): void {
  const sellers = reps.filter((rep) => rep.role === 'AE');
  for (const quarter of organisation.fiscal_calendar) {
    sellers.forEach((rep, index) => {
      addSlices(organisation, rep, index, quarter);
      addCommits(organisation, dice, rep, quarter);
    });
  }
  // A franc nobody has a rate for.
  organisation.quota_retirement_ledger.push({
    ledger_id: 'francs',
    rep_id: 'ae-08',
    opp_id: null,
    fiscal_quarter: 'FY26-P1',
    entry_type: 'adjustment',
    amount: 100,
    currency: 'CHF',
    effective_date: '2026-02-03',
    recorded_at: LONG_KNOWN,
  });
}

function addSlices(organisation: Organisation, rep: GeneratedRep, index: number, quarter: QuarterRow): void {
  const { fiscal_quarter, start_date, end_date } = quarter;
  const slice = (effective_from: string, effective_to: string, quota_amount: number, more = {}) =>
    organisation.quota_store.push({
      rep_id: rep.id,
      fiscal_quarter,
      effective_from,
      effective_to,
      quota_amount,
      relief_amount: 0,
      currency: 'USD',
      pace_weights: null,
      recorded_at: LONG_KNOWN,
      ...more,
    });
  const quota = 240_000 + index * 10_000;
  const middle = addDays(start_date, 46);
  if (rep.stintStart > start_date && rep.stintStart < end_date) slice(rep.stintStart, end_date, quota / 2);
  else if (index === 4) {
    slice(start_date, middle, Math.round(quota / 3));
    slice(middle, end_date, quota / 2, { relief_amount: 20_000 });
  } else if (index === 5) slice(start_date, end_date, quota, { pace_weights: weeklyWeights(start_date, end_date) });
  else if (index === 6) slice(start_date, end_date, quota, { relief_amount: quota });
  else if (index === 7) slice(start_date, end_date, quota, { currency: 'EUR', relief_amount: 5_000 });
  else if (index !== 9) slice(start_date, end_date, quota);
}

/** Ever heavier weeks, in thousandths that add up to one. */
function weeklyWeights(start: string, end: string): number[] {
  const weeks = Math.ceil((Date.parse(end) - Date.parse(start)) / (7 * 86_400_000));
  const weights = Array.from({ length: weeks }, (_, week) => 20 + 8 * week);
  const rest = 1000 - weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, week) => (week === weeks - 1 ? weight + rest : weight) / 1000);
}

function addCommits(organisation: Organisation, dice: Dice, rep: GeneratedRep, quarter: QuarterRow): void {
  const deals = organisation.opportunities.filter((deal) => deal.owner_rep_id === rep.id);
  for (let day = addDays(quarter.start_date, dice.whole(0, 3)); day < quarter.end_date; day = addDays(day, 7)) {
    if (day >= '2026-04-10' || deals.length === 0) return;
    const taken = new Set(Array.from({ length: dice.whole(1, 4) }, () => dice.pick(deals)));
    for (const deal of taken) {
      organisation.quota_retirement_ledger.push({
        ledger_id: `commit-${rep.id}-${day}-${deal.opp_id}`,
        rep_id: rep.id,
        opp_id: dice.chance(0.05) ? null : deal.opp_id,
        fiscal_quarter: quarter.fiscal_quarter,
        entry_type: 'commit',
        amount: deal.amount,
        currency: deal.currency,
        effective_date: day,
        recorded_at: recordedAfterDay(dice, day),
      });
    }
  }
}
