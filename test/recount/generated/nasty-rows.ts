import { addDays, startOfDay } from '../plain/dates.ts';
import type { ActivityRow, CadenceRow, ChurnRow, HistoryRow, Organisation, ReviewRow, Role } from '../rows.ts';
import type { Customer } from './customers.ts';
import { LONG_KNOWN, ZONE } from './moments.ts';

/**
 * What chance seldom makes: roles left and taken up again, days that are tied, people nobody has entered or who leave at
 * midnight, deals won twice over, reviews moved twice, accounts given up with their churn, dates from three sources,
 * money without a rate, clawbacks of an earlier quarter.
 */
export function addNastyRows(organisation: Organisation, customers: readonly Customer[]): void {
  for (const role of ['ae', 'am', 'csm', 'sdr']) {
    leaveAndComeBack(organisation, `${role}-09`);
    tieADay(organisation, `${role}-10`);
    overlapAbsences(organisation, `${role}-12`);
  }
  organisation.person = organisation.person.filter((person) => person.person_id !== NOBODY_KNOWS);
  organisation.rep_profile = organisation.rep_profile.filter((profile) => profile.rep_id !== NOBODY_KNOWS);
  for (const person of organisation.person) {
    if (person.person_id === 'sdr-12') person.deactivated_at = startOfDay('2026-03-09', ZONE);
  }
  addEndedDeals(organisation);
  addLateClawbacks(organisation);
  addStrangeReplies(organisation);
  addDoubleBookings(organisation);
  customers.forEach((customer, index) => {
    if (index % 2 === 0) giveUpWithChurn(customer);
    if (index % 40 === 7) customer.account.is_active = false;
    if (index % 3 === 0 && customer.account.churned_at === null) lookAtRevenue(organisation, customer);
    if (index % 9 === 4) moveReviewTwice(organisation, customer, index);
    if (index % 7 === 3) speakOfRenewals(organisation, customer);
    if (index % 150 === 11) payInFrancs(organisation, customer);
  });
}

/** Has a role and rows, and is in no list of people. */
const NOBODY_KNOWS = 'am-08';

function act(organisation: Organisation, rep_id: string, role: Role, activity_date: string): void {
  const activity_id = `${rep_id}-${role}-${activity_date}`;
  const row: ActivityRow = { activity_id, rep_id, role, activity_date, activity_type: 'task', recorded_at: LONG_KNOWN };
  organisation.rep_activity.push(row);
}

const ROLE_OF: Readonly<Record<string, Role>> = { ae: 'AE', am: 'AM', csm: 'CSM', sdr: 'SDR' };
const ELSEWHERE: Readonly<Record<Role, Role>> = { AE: 'AM', AM: 'AE', CSM: 'SDR', SDR: 'CSM' };

function roleOf(repId: string): Role {
  const role = ROLE_OF[repId.split('-')[0] ?? ''];
  if (role === undefined) throw new Error(`${repId} names no role.`);
  return role;
}

/** Two days in another role; the stint begins anew on the next Thursday. */
function leaveAndComeBack(organisation: Organisation, repId: string): void {
  for (const day of ['2026-01-13', '2026-01-14']) act(organisation, repId, ELSEWHERE[roleOf(repId)], day);
}

/** As many rows of another role on one Thursday: the day says nothing, and ends nothing. */
function tieADay(organisation: Organisation, repId: string): void {
  act(organisation, repId, ELSEWHERE[roleOf(repId)], '2026-02-19');
}

/** Two leaves that overlap: half of the last four weeks before 9 March, and not a day more. */
function overlapAbsences(organisation: Organisation, rep_id: string): void {
  for (const [from_date, to_date] of [
    ['2026-02-09', '2026-02-18'],
    ['2026-02-14', '2026-02-23'],
  ] as const) {
    organisation.rep_absence.push({ rep_id, from_date, to_date, kind: 'leave' });
  }
}

/** Won and gone on, won and lost, lost twice, lost on the day it was handed over. */
function addEndedDeals(organisation: Organisation): void {
  const endings: readonly (readonly (readonly [what: number | 'won' | 'lost', day: string, owner?: string])[])[] = [
    [
      [2, '2026-01-20'],
      ['won', '2026-02-20'],
      [2, '2026-02-25'],
      [3, '2026-03-02'],
    ],
    [
      [2, '2026-01-20'],
      ['won', '2026-02-20'],
      ['lost', '2026-03-05'],
    ],
    [
      [3, '2026-01-20'],
      ['lost', '2026-02-03'],
      [3, '2026-02-10'],
      ['lost', '2026-03-03'],
    ],
    [
      [2, '2026-01-20'],
      ['lost', '2026-03-04', 'ae-02'],
    ],
    [
      [2, '2026-01-20'],
      [2, '2026-02-17', 'ae-02'],
      ['lost', '2026-03-03'],
    ],
  ];
  for (const [nth, steps] of endings.entries()) {
    const opp_id = `ending ${nth}`;
    const first = organisation.opportunities.find((deal) => deal.owner_rep_id === 'ae-01');
    if (first === undefined) throw new Error('ae-01 has no deal.');
    organisation.opportunities.push({ ...first, opp_id, closed_at: null, is_won: null, recorded_at: LONG_KNOWN });
    let owner_rep_id = 'ae-01';
    steps.forEach(([what, day, owner], index) => {
      owner_rep_id = owner ?? owner_rep_id;
      const row: HistoryRow = {
        opp_id,
        seq: index + 1,
        stage_order: typeof what === 'number' ? what : null,
        status: typeof what === 'number' ? 'open' : what,
        entered_at: startOfDay(day, ZONE),
        owner_rep_id,
        recorded_at: LONG_KNOWN,
      };
      organisation.opportunity_stage_history.push(row);
    });
  }
}

/** They name the quarter of the deal, and take effect in the next. */
function addLateClawbacks(organisation: Organisation): void {
  for (const rep_id of ['ae-02', 'ae-06', 'ae-08']) {
    for (const effective_date of ['2025-12-31', '2026-01-01', '2026-02-11', '2026-04-01']) {
      organisation.quota_retirement_ledger.push({
        ledger_id: `late ${rep_id} ${effective_date}`,
        rep_id,
        opp_id: null,
        fiscal_quarter: organisation.fiscal_calendar[1]?.fiscal_quarter ?? '',
        entry_type: 'clawback',
        amount: -4000,
        currency: 'EUR',
        effective_date,
        recorded_at: LONG_KNOWN,
      });
    }
  }
}

/** A reply before every touch, and one at the very instant of a touch. */
function addStrangeReplies(organisation: Organisation): void {
  const sent = organisation.cadence_event_log.filter(
    ({ event_type, rep_id, step_number }) => event_type === 'touch_sent' && rep_id === 'sdr-03' && step_number === 1,
  );
  for (const [nth, touch] of sent.entries()) {
    if (nth % 10 > 1) continue;
    const event_at = nth % 10 === 0 ? touch.event_at : startOfDay('2025-12-01', ZONE);
    const reply: CadenceRow = { ...touch, event_id: `${touch.event_id} strange`, event_type: 'reply', event_at };
    organisation.cadence_event_log.push(reply);
  }
}

/** The same meeting, booked at the same moment for two contacts of two reps: the first lead says whose it is. */
function addDoubleBookings(organisation: Organisation): void {
  for (const lead of organisation.leads.filter(({ sdr_rep_id }) => sdr_rep_id === 'sdr-04').slice(0, 12)) {
    organisation.leads.push({ ...lead, lead_id: `${lead.lead_id} too`, sdr_rep_id: 'sdr-05', converted_opp_id: null });
  }
}

function giveUpWithChurn({ account, am, csm }: Customer): void {
  for (const last of [am.at(-1), csm.at(-1)]) {
    if (last === undefined || account.churned_at === null) continue;
    if (last.owned_to === null && last.owned_from < account.churned_at) last.owned_to = account.churned_at;
  }
}

function churnRow(customer: Customer, id: string, change: Pick<ChurnRow, 'event_type' | 'event_date'>): ChurnRow {
  return {
    churn_event_id: `${customer.account.account_id}-${id}`,
    account_id: customer.account.account_id,
    arr: 70_000,
    currency: customer.account.currency,
    renewal_date: null,
    proximity_window_days: 120,
    recorded_at: LONG_KNOWN,
    ...change,
  };
}

/** In the weeks before the runs: they change no year. */
function lookAtRevenue(organisation: Organisation, customer: Customer): void {
  for (const event_date of ['2026-03-05', '2026-04-02']) {
    organisation.churn_risk_log.push(
      churnRow(customer, `look ${event_date}`, { event_type: 'arr_snapshot', event_date }),
    );
  }
}

function moveReviewTwice(organisation: Organisation, { account, am }: Customer, index: number): void {
  const due_date = addDays('2025-12-10', index % 60);
  const first: ReviewRow = {
    qbr_id: `${account.account_id} moved 1`,
    account_id: account.account_id,
    am_rep_id: am[0]?.rep_id ?? '',
    due_date,
    scheduled_date: due_date,
    completed_date: null,
    status: 'cancelled_customer',
    rescheduled_due_date: addDays(due_date, 6),
    outcome: null,
    outcome_logged_by: null,
    outcome_logged_at: null,
    recorded_at: LONG_KNOWN,
  };
  const again = { ...first, qbr_id: `${account.account_id} moved 2`, rescheduled_due_date: addDays(due_date, 25) };
  const held = { ...first, qbr_id: `${account.account_id} moved 3`, rescheduled_due_date: null };
  const completed_date = addDays(due_date, 18 + (index % 5));
  organisation.qbr_log.push(first, again, { ...held, status: 'completed', completed_date });
}

/** Within 60 days of the account's own date, on the 60th, and beyond; the last word before each counts. */
function speakOfRenewals(organisation: Organisation, customer: Customer): void {
  const { renewal_date } = customer.account;
  if (renewal_date === null) return;
  for (const [nth, days] of [60, -61, 75].entries()) {
    organisation.churn_risk_log.push({
      ...churnRow(customer, `says ${nth}`, { event_type: 'risk_update', event_date: addDays('2025-08-04', nth * 30) }),
      renewal_date: addDays(renewal_date, days),
      proximity_window_days: 60 + 30 * nth,
    });
  }
}

/** Nobody has a rate for them. */
function payInFrancs(organisation: Organisation, { account }: Customer): void {
  account.currency = 'CHF';
  const its = (row: { account_id: string }) => row.account_id === account.account_id;
  for (const row of organisation.churn_risk_log.filter(its)) row.currency = 'CHF';
  for (const row of organisation.expansion_log.filter(its)) row.currency = 'CHF';
}
