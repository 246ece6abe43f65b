import type { Knex } from 'knex';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import type { Role } from '../../src/domain/metric.ts';
import { loadTables } from './rows.ts';

/** People of the small organisation: one SLM above two managers, nine reps, one admin. Ids double as first names. */
export const people = {
  rep: 'rae',
  manager: 'mia',
  otherManager: 'max',
  slm: 'sol',
  admin: 'ada',
  peers: ['pam', 'pat', 'pia', 'pip', 'paz', 'pea', 'pen', 'pim'],
} as const;

const everyone = [people.rep, people.manager, people.otherManager, people.slm, people.admin, ...people.peers];

export const orgTz = 'America/New_York';

/** Slack's id of a person of the small organisation. */
export const slackIdOf = (personId: string): string => `U0${personId.toUpperCase()}0000`;

export const slackUserOf = (id: string) => ({
  id: slackIdOf(id),
  name: id,
  real_name: nameOf(id),
  email: `${id}@example.com`,
  tz: orgTz,
});
export const slackUsers = everyone.map(slackUserOf);

export function nameOf(personId: string): string {
  return `${personId[0]?.toUpperCase()}${personId.slice(1)} Example`;
}

/** How many deals of a week passed stage 2 to 3 and how many were lost there. */
export interface WeekOfDeals {
  passed: number;
  lost: number;
}

/** Reporting lines, roles and calendars, without a deal. History begins at `from`; the reps are AEs unless said. */
export async function loadPeople(owner: Knex, from: LocalDate, role: Role = 'AE'): Promise<void> {
  const reps = [people.rep, ...people.peers];
  await loadTables(owner, {
    person: everyone.map((id) => ({
      person_id: id,
      full_name: nameOf(id),
      email: `${id}@example.com`,
      slack_user_id: slackIdOf(id),
      time_zone: orgTz,
      is_admin: id === people.admin,
    })),
    reporting_line: reps.map((id) => ({
      rep_id: id,
      manager_id: id === people.rep ? people.manager : people.otherManager,
      slm_id: people.slm,
      effective_from: from,
    })),
    rep_profile: reps.map((id) => ({ rep_id: id, hire_date: from, ramp_end_date: from })),
    rep_activity: reps.map((id) => ({
      activity_id: `${id}-role`,
      rep_id: id,
      role,
      activity_date: from,
      activity_type: 'crm_login',
      recorded_at: `${from}T12:00:00Z`,
    })),
    territory_definitions: reps.map((id) => ({
      territory_id: `territory-${id}`,
      effective_from: from,
      name: `Territory of ${id}`,
      segment: 'enterprise',
      region: 'East',
      country: 'US',
      holiday_calendar_id: 'US',
      role,
      rep_id: id,
      recorded_at: `${from}T12:00:00Z`,
    })),
  });
}

/** Deals of one rep that were decided at stage 2 in the week that begins on the Monday. */
export async function loadWeek(owner: Knex, repId: string, monday: LocalDate, week: WeekOfDeals): Promise<void> {
  const outcomes = [...Array<boolean>(week.passed).fill(true), ...Array<boolean>(week.lost).fill(false)];
  const days = datesBetween(monday, addDays(monday, 5));
  const deals = outcomes.map((passed, index) => {
    const decided = `${days[index % days.length] ?? monday}T15:00:00Z`;
    const id = `${repId}-${monday}-${index}`;
    return { id, passed, decided, entered: `${addDays(monday, -21)}T15:00:00Z` };
  });
  await loadTables(owner, {
    accounts: deals.map((deal) => ({
      account_id: `account-${deal.id}`,
      name: `Account ${deal.id}`,
      segment: 'enterprise',
      vertical: 'retail',
      qbr_required: false,
      is_active: true,
      currency: 'USD',
      recorded_at: deal.entered,
    })),
    opportunities: deals.map((deal) => ({
      opp_id: deal.id,
      account_id: `account-${deal.id}`,
      owner_rep_id: repId,
      opp_type: 'new_business',
      segment: 'enterprise',
      amount: 20_000,
      currency: 'USD',
      created_at: deal.entered,
      closed_at: deal.passed ? null : deal.decided,
      is_won: deal.passed ? null : false,
      recorded_at: deal.entered,
    })),
    opportunity_stage_history: deals.flatMap((deal) => [
      stageRow(deal.id, 1, { stage_order: 1, status: 'open' }, deal.entered, repId),
      stageRow(deal.id, 2, { stage_order: 2, status: 'open' }, deal.entered, repId),
      deal.passed
        ? stageRow(deal.id, 3, { stage_order: 3, status: 'open' }, deal.decided, repId)
        : stageRow(deal.id, 3, { stage_order: null, status: 'lost' }, deal.decided, repId),
    ]),
  });
}

function stageRow(oppId: string, seq: number, state: object, at: string, repId: string) {
  return { opp_id: oppId, seq, ...state, entered_at: at, owner_rep_id: repId, recorded_at: at };
}
