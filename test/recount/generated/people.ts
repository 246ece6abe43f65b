import { addDays, isoWeekday } from '../plain/dates.ts';
import type { Organisation, Role } from '../rows.ts';
import { LONG_KNOWN } from './moments.ts';

/** A rep as the generator knows one; `level` multiplies what they do well, 1 is usual. */
export interface GeneratedRep {
  readonly id: string;
  readonly role: Role;
  readonly segment: string;
  readonly calendar: 'US' | 'DE';
  readonly level: number;
  readonly stintStart: string;
}

const HEADCOUNT: Record<Role, { enterprise: number; midmarket: number; public: number }> = {
  AE: { enterprise: 9, midmarket: 7, public: 3 },
  AM: { enterprise: 11, midmarket: 4, public: 0 },
  CSM: { enterprise: 8, midmarket: 7, public: 1 },
  SDR: { enterprise: 7, midmarket: 8, public: 0 },
};

const OTHER_ROLE: Record<Role, Role> = { AE: 'SDR', AM: 'CSM', CSM: 'AM', SDR: 'AE' };

const HOLIDAYS: [calendar: 'US' | 'DE', date: string, name: string][] = [
  ['US', '2025-11-27', 'Thanksgiving'],
  ['US', '2025-12-25', 'Christmas'],
  ['US', '2026-01-01', 'New Year'],
  ['US', '2026-01-19', 'Martin Luther King Day'],
  ['US', '2026-02-16', 'Presidents Day'],
  ['DE', '2025-12-25', 'Weihnachten'],
  ['DE', '2025-12-26', 'Zweiter Weihnachtstag'],
  ['DE', '2026-01-01', 'Neujahr'],
  ['DE', '2026-04-03', 'Karfreitag'],
  ['DE', '2026-04-06', 'Ostermontag'],
];

type Quarters = readonly (readonly [name: string, year: string, start: string, end: string])[];

export const QUARTERS: Quarters = [
  ['FY25-P3', 'FY25', '2025-07-01', '2025-10-01'],
  ['FY25-P4', 'FY25', '2025-10-01', '2026-01-01'],
  ['FY26-P1', 'FY26', '2026-01-01', '2026-04-01'],
  ['FY26-P2', 'FY26', '2026-04-01', '2026-07-01'],
];

/** Quarters of 4, 4 and 5 weeks that begin on Mondays, in a year of 53 weeks: the second has 14. */
export const WEEKLY_QUARTERS: Quarters = [
  ['FY25-P3', 'FY25', '2025-06-30', '2025-09-29'],
  ['FY25-P4', 'FY25', '2025-09-29', '2026-01-05'],
  ['FY26-P1', 'FY26', '2026-01-05', '2026-04-06'],
  ['FY26-P2', 'FY26', '2026-04-06', '2026-07-06'],
];

/** Calendars, rates and quarters; GBP has a rate in one year only, CHF has none. */
export function addReference(organisation: Organisation, quarters: Quarters): void {
  organisation.fiscal_calendar.push(
    ...quarters.map(([fiscal_quarter, fiscal_year, start_date, end_date]) => ({
      fiscal_quarter,
      fiscal_year,
      start_date,
      end_date,
    })),
  );
  organisation.fx_rate.push(
    { currency: 'EUR', fiscal_year: 'FY25', plan_rate: 1.05 },
    { currency: 'EUR', fiscal_year: 'FY26', plan_rate: 1.1 },
    { currency: 'GBP', fiscal_year: 'FY26', plan_rate: 1.25 },
  );
  organisation.business_calendar.push({ calendar_id: 'DE', weekend_days: [6, 7] });
  organisation.holiday.push(
    ...HOLIDAYS.map(([calendar_id, holiday_date, name]) => ({ calendar_id, holiday_date, name })),
  );
}

/**
 * The reps of the four roles, with what is special about some of them: a German calendar, a changed role, a new
 * territory, absences, a ramp, one who left, one without a territory, one whose role is not certain.
 */
export function addReps(organisation: Organisation): GeneratedRep[] {
  const reps: GeneratedRep[] = [];
  for (const role of ['AE', 'AM', 'CSM', 'SDR'] as const) {
    const segments = Object.entries(HEADCOUNT[role]).flatMap(([segment, count]) =>
      Array.from({ length: count }, () => segment),
    );
    segments.forEach((segment, index) => {
      const last = segments.length - index;
      reps.push(addRep(organisation, role, segment, index, last));
    });
  }
  organisation.rep_activity.sort((one, other) => (one.activity_id < other.activity_id ? -1 : 1));
  return reps;
}

function addRep(organisation: Organisation, role: Role, segment: string, index: number, last: number): GeneratedRep {
  const id = `${role.toLowerCase()}-${String(index + 1).padStart(2, '0')}`;
  const calendar = index === 2 ? 'DE' : 'US';
  const changedRole = index === 3;
  const ramping = last === 2;
  const stintStart = changedRole ? '2026-01-12' : ramping ? '2026-01-20' : '2025-03-03';
  organisation.person.push({
    person_id: id,
    full_name: `Rep ${id}`,
    email: `${id}@example.com`,
    time_zone: ZONE_OF[calendar],
    deactivated_at: last === 5 ? '2026-03-20T16:00:00.000Z' : null,
  });
  organisation.rep_profile.push({
    rep_id: id,
    hire_date: ramping ? '2026-01-20' : '2025-03-03',
    ramp_end_date: ramping && role === 'AM' ? '2026-03-09' : null,
  });
  if (index === 5) addAbsence(organisation, id, '2026-02-02', '2026-02-11');
  if (last === 3) addAbsence(organisation, id, '2026-01-26', '2026-03-18');
  addTerritories(organisation, id, role, segment, index, last);
  addActivity(organisation, id, role, stintStart, changedRole, last === 4);
  const level = index === 0 || index === 1 ? 0.45 : 0.9 + ((index * 37) % 20) / 100;
  return { id, role, segment, calendar, level, stintStart };
}

const ZONE_OF = { US: 'America/New_York', DE: 'Europe/Berlin' };

function addAbsence(organisation: Organisation, rep_id: string, from_date: string, to_date: string): void {
  organisation.rep_absence.push({ rep_id, from_date, to_date, kind: 'leave' });
}

function addTerritories(
  organisation: Organisation,
  rep_id: string,
  role: Role,
  segment: string,
  index: number,
  last: number,
): void {
  const row = {
    name: `Territory of ${rep_id}`,
    region: 'East',
    country: index === 2 ? 'DE' : 'US',
    holiday_calendar_id: index === 2 ? 'DE' : 'US',
    role,
    rep_id,
    recorded_at: LONG_KNOWN,
  };
  const territory = (territory_id: string, effective_from: string, effective_to: string | null, its = segment) =>
    organisation.territory_definitions.push({
      ...row,
      territory_id,
      effective_from,
      effective_to,
      segment: its,
    });
  if (last === 1) return;
  if (index === 4) {
    territory(`${rep_id}-a`, '2025-01-01', '2026-02-02', 'midmarket');
    territory(`${rep_id}-b`, '2026-02-02', null);
  } else {
    territory(`${rep_id}-b`, '2025-01-01', null);
    // The same day, a higher id: this one does not count.
    if (index === 6) territory(`${rep_id}-c`, '2025-01-01', null, 'public');
  }
}

function addActivity(
  organisation: Organisation,
  rep_id: string,
  role: Role,
  stintStart: string,
  changedRole: boolean,
  tied: boolean,
): void {
  let nth = 0;
  const act = (activity_date: string, its: Role) => {
    nth += 1;
    organisation.rep_activity.push({
      activity_id: `${rep_id}-${String(nth).padStart(3, '0')}`,
      rep_id,
      role: its,
      activity_date,
      activity_type: 'task',
      recorded_at: `${activity_date}T23:30:00.000Z`,
    });
  };
  if (changedRole) for (let day = '2025-03-03'; day < stintStart; day = addDays(day, 7)) act(day, OTHER_ROLE[role]);
  for (let day = stintStart; day < '2026-04-10'; day = addDays(day, 1)) {
    if (day === stintStart || isoWeekday(day) === 4) act(day, role);
  }
  // More rows of the own role that day: no tie, the stint goes on.
  act('2026-02-12', OTHER_ROLE[role]);
  act('2026-02-12', role);
  if (tied) {
    // As many rows of either role on the last day before the first Monday: nobody knows.
    act('2026-03-06', role);
    act('2026-03-06', OTHER_ROLE[role]);
  }
}
