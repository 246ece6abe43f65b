import type { Knex } from 'knex';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { composeEngine } from '../../src/main.ts';
import { loadTables } from '../support/rows.ts';
import { loadPeople, loadWeek, orgTz, people, type WeekOfDeals } from '../support/small-organisation.ts';

/** The Mondays that are run: the last of a quarter and the first of the next. */
export const MONDAYS: readonly LocalDate[] = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-04-06'];

const FIRST: LocalDate = '2025-11-03';
const WELL: WeekOfDeals = { passed: 3, lost: 2 };
const BADLY: WeekOfDeals = { passed: 1, lost: 4 };
const REPS = [people.rep, ...people.peers];
/** One of the team of eight who stays behind, and one who recovers while still behind. */
export const [BEHIND, RECOVERING] = people.peers;

/** A line of the ledger: rep, deal, type, amount, local date. */
export type LedgerLine = readonly [
  rep: string,
  opp: string,
  type: 'closed_credit' | 'commit',
  amount: string,
  on: LocalDate,
];

export const LEDGER: readonly LedgerLine[] = [
  // A third of the commit is missed: a number without an end.
  [people.rep, 'A', 'closed_credit', '10000.10', '2025-10-15'],
  [people.rep, 'B', 'commit', '20000.20', '2025-10-17'],
  [people.rep, 'B', 'closed_credit', '10000.10', '2025-12-20'],
  // Kept to the cent in one quarter, beaten by far in the next.
  [BEHIND, 'C', 'commit', '50000.00', '2025-10-20'],
  [BEHIND, 'C', 'closed_credit', '50000.00', '2025-12-01'],
  [BEHIND, 'D', 'commit', '1000.00', '2026-01-16'],
  [BEHIND, 'D', 'closed_credit', '9000.00', '2026-03-20'],
  // Nothing committed: no accuracy.
  [RECOVERING, 'E', 'closed_credit', '700.00', '2025-12-01'],
];

export const QUARTERS = [
  { fiscal_quarter: 'FY26-Q3', start_date: '2025-10-01', end_date: '2026-01-01' },
  { fiscal_quarter: 'FY26-Q4', start_date: '2026-01-01', end_date: '2026-04-01' },
] as const;

/** Fills the organisation and runs its weeks with the real weekly run. */
export async function runWeeks({ owner, db }: { owner: Knex; db: Knex }): Promise<void> {
  await loadPeople(owner, addDays(FIRST, -28));
  for (let week = 0; week < 22; week += 1) {
    for (const rep of REPS) await loadWeek(owner, rep, addDays(FIRST, 7 * week), dealsOf(rep, week));
  }
  await loadTables(owner, {
    fiscal_calendar: QUARTERS.map((quarter) => ({ ...quarter, fiscal_year: 'FY26' })),
    quota_retirement_ledger: LEDGER.map(([repId, oppId, type, amount, on], index) => ({
      ledger_id: `L${index}`,
      rep_id: repId,
      opp_id: oppId,
      fiscal_quarter: QUARTERS.find(({ end_date }) => on < end_date)?.fiscal_quarter,
      entry_type: type,
      amount,
      currency: 'USD',
      effective_date: on,
      recorded_at: `${on}T20:00:00Z`,
    })),
  });
  const engine = composeEngine({
    db,
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
    jobTime: '06:00',
  });
  for (const monday of MONDAYS) {
    await engine.run({ job: 'weekly', localPeriod: monday, now: new Date(`${monday}T11:00:00Z`), wait: true });
  }
}

function dealsOf(rep: string, week: number): WeekOfDeals {
  if (rep === people.rep || rep === BEHIND) return week < 10 ? WELL : BADLY;
  if (rep === RECOVERING) return week < 10 ? WELL : week < 18 ? BADLY : { passed: 5, lost: 2 };
  return WELL;
}
