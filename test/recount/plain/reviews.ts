import type { ReviewRow } from '../rows.ts';
import { ownerOn } from './books.ts';
import { addDays } from './dates.ts';
import { dateWithin, known, lastWeek, midnight, type Run } from './run.ts';
import { type Measure, one, rateOf } from './series.ts';

/** Moved once by the customer, by thirty days at most. */
function movedDue(rows: readonly ReviewRow[]): string {
  const due = rows[0]?.due_date ?? '';
  const moved = rows.find((row) => row.status === 'cancelled_customer' && row.rescheduled_due_date !== null);
  const wanted = moved?.rescheduled_due_date ?? due;
  const latest = addDays(due, 30);
  return wanted < latest ? wanted : latest;
}

function isLeftOut(run: Run, accountId: string, due: string): boolean {
  const account = run.organisation.accounts.find((row) => row.account_id === accountId && known(run, row));
  if (account === undefined || !account.qbr_required) return true;
  if (account.churned_at !== null && account.churned_at < due) return true;
  const acquired = ownerOn(run, accountId, 'AM', due)?.owned_from;
  return acquired !== undefined && acquired > addDays(due, -30);
}

export const reviewAdherence: Measure = (run, rep, span) => {
  const obligations = new Map<string, ReviewRow[]>();
  for (const row of run.organisation.qbr_log) {
    if (!known(run, row) || row.am_rep_id !== rep.id) continue;
    const key = `${row.account_id} ${row.due_date}`;
    obligations.set(key, [...(obligations.get(key) ?? []), row]);
  }
  const items: { yes: boolean; isNew: boolean }[] = [];
  let scheduled = 0;
  for (const rows of obligations.values()) {
    const due = movedDue(rows);
    const last = addDays(due, 14);
    const accountId = rows[0]?.account_id ?? '';
    if (!dateWithin(last, span) || isLeftOut(run, accountId, due)) continue;
    const met = rows.some(
      (row) =>
        row.status === 'completed' &&
        row.completed_date !== null &&
        row.completed_date < run.t &&
        row.completed_date <= last,
    );
    if (rows.some((row) => row.scheduled_date !== null && row.scheduled_date <= due)) scheduled += 1;
    items.push({ yes: met, isNew: dateWithin(last, lastWeek(span)) });
  }
  return one({
    ...rateOf(items),
    companions: { scheduled_rate: items.length === 0 ? null : scheduled / items.length },
  });
};

export const reviewOutcome: Measure = (run, rep, span) => {
  const completed = run.organisation.qbr_log.filter(
    (row) =>
      known(run, row) &&
      row.am_rep_id === rep.id &&
      row.status === 'completed' &&
      row.completed_date !== null &&
      dateWithin(row.completed_date, span),
  );
  const logged = completed.filter(
    (row) =>
      row.outcome !== null &&
      row.outcome_logged_by !== null &&
      row.outcome_logged_by !== rep.id &&
      row.outcome_logged_at !== null &&
      row.outcome_logged_at < midnight(run, run.t),
  );
  const coverage = completed.length === 0 ? null : logged.length / completed.length;
  return one({
    ...rateOf(
      logged.map((row) => ({
        yes: row.outcome === 'positive',
        isNew: dateWithin(row.completed_date ?? '', lastWeek(span)),
      })),
    ),
    dataQuality: coverage !== null && coverage < 0.6 - 1e-9,
    companions: { coverage },
  });
};
