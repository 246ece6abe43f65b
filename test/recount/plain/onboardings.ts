import { addDays, daysBetween } from './dates.ts';
import { dateWithin, known, lastWeek } from './run.ts';
import { type Measure, one, rateOf } from './series.ts';
import { kaplanMeierMedian } from './statistics.ts';

export const firstValueOnTarget: Measure = (run, rep, span) => {
  const items: { yes: boolean; isNew: boolean }[] = [];
  const ratios: { length: number; ended: boolean }[] = [];
  for (const row of run.organisation.onboarding_log) {
    if (!known(run, row) || row.csm_rep_id !== rep.id || !row.is_ttv_milestone) continue;
    const allowed = row.ttv_target_days + row.paused_days;
    const due = addDays(row.start_date, allowed);
    if (!dateWithin(due, span)) continue;
    if (row.status === 'cancelled' && row.cancelled_date !== null && row.cancelled_date < due) continue;
    const reached = row.ttv_achieved_days;
    const achieved = reached !== null && addDays(row.start_date, reached) < run.t ? reached : null;
    items.push({ yes: achieved !== null && achieved <= allowed, isNew: dateWithin(due, lastWeek(span)) });
    // Given up after it was due: nobody waits for it any more.
    const seen = row.cancelled_date !== null && row.cancelled_date < run.t ? row.cancelled_date : run.t;
    const open = daysBetween(row.start_date, seen);
    ratios.push({ length: (achieved ?? open) / row.ttv_target_days, ended: achieved !== null });
  }
  return one({ ...rateOf(items), companions: { median_ratio: kaplanMeierMedian(ratios) } });
};

export const milestonesOnTime: Measure = (run, rep, span) => {
  const items: { yes: boolean; isNew: boolean }[] = [];
  const accounts = new Set<string>();
  for (const row of run.organisation.onboarding_log) {
    if (!known(run, row) || row.csm_rep_id !== rep.id) continue;
    const due = addDays(row.target_date, row.paused_days);
    if (!dateWithin(due, span)) continue;
    if (row.status === 'cancelled' && row.cancelled_date !== null && row.cancelled_date < due) continue;
    const done = row.completed_date !== null && row.completed_date < run.t && row.completed_date <= due;
    items.push({ yes: done, isNew: dateWithin(due, lastWeek(span)) });
    accounts.add(row.account_id);
  }
  return one({
    ...rateOf(items),
    thin: accounts.size < 3,
    companions: { accounts: accounts.size },
  });
};
