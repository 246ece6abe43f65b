import { repNames } from './roster-names.ts';
import { historyStart } from './time-frame.ts';

export type Role = keyof typeof repNames;
export type Segment = 'mid_market' | 'enterprise';
export type CalendarId = 'US' | 'DE';

export interface Stint {
  readonly role: Role;
  readonly segment: Segment;
  readonly from: string;
}

export interface Absence {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly kind: string;
}

export interface Rep {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Position within the role, from 0. */
  readonly index: number;
  readonly hiredOn: string;
  readonly rampEndsOn: string | null;
  /** In order of time; each lasts until the next begins. */
  readonly stints: readonly Stint[];
  /** In order of time. */
  readonly managers: readonly { readonly managerId: string; readonly from: string }[];
  readonly absences: readonly Absence[];
  readonly calendar: CalendarId;
  readonly currency: 'USD' | 'EUR';
  readonly timeZone: string;
  readonly hasSlackUser: boolean;
}

/** Teams: the managers of each role with the reps they lead by position, and the second line above each manager. */
export const teams: Readonly<Record<Role, readonly { managerId: string; upTo: number }[]>> = {
  AE: [
    { managerId: 'mgr-01', upTo: 7 },
    { managerId: 'mgr-02', upTo: 13 },
    { managerId: 'mgr-03', upTo: 20 },
  ],
  AM: [
    { managerId: 'mgr-04', upTo: 7 },
    { managerId: 'mgr-05', upTo: 14 },
    { managerId: 'mgr-06', upTo: 20 },
  ],
  CSM: [
    { managerId: 'mgr-07', upTo: 9 },
    { managerId: 'mgr-08', upTo: 18 },
  ],
  SDR: [
    { managerId: 'mgr-09', upTo: 9 },
    { managerId: 'mgr-10', upTo: 18 },
  ],
};

export const secondLineOf: Readonly<Record<string, string>> = {
  'mgr-01': 'slm-01',
  'mgr-02': 'slm-01',
  'mgr-03': 'slm-02',
  'mgr-04': 'slm-02',
  'mgr-05': 'slm-03',
  'mgr-06': 'slm-03',
  'mgr-07': 'slm-02',
  'mgr-08': 'slm-03',
  'mgr-09': 'slm-01',
  'mgr-10': 'slm-02',
};

type Exception = Partial<Omit<Rep, 'id' | 'firstName' | 'lastName' | 'index'>>;

/** Everybody else was hired in 2024, has stayed where they are, and works to the US calendar. */
const exceptions: Readonly<Record<string, Exception>> = {
  'ae-07': { hiredOn: '2026-01-20', rampEndsOn: '2026-04-20' },
  'ae-10': {
    stints: [
      { role: 'SDR', segment: 'mid_market', from: historyStart },
      { role: 'AE', segment: 'mid_market', from: '2025-11-03' },
    ],
    managers: [
      { managerId: 'mgr-09', from: '2024-01-08' },
      { managerId: 'mgr-02', from: '2025-11-03' },
    ],
    rampEndsOn: '2026-02-02',
  },
  'ae-12': {
    managers: [
      { managerId: 'mgr-03', from: '2024-01-08' },
      { managerId: 'mgr-02', from: '2026-02-02' },
    ],
  },
  'ae-14': {
    stints: [
      { role: 'AE', segment: 'mid_market', from: historyStart },
      { role: 'AE', segment: 'enterprise', from: '2025-10-06' },
    ],
  },
  'ae-18': { calendar: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin' },
  'ae-20': { absences: [{ from: '2026-03-02', to: '2026-04-13', kind: 'parental leave' }] },
  'am-06': { absences: [{ from: '2025-08-04', to: '2025-08-18', kind: 'holiday' }] },
  'am-10': { hiredOn: '2026-01-12', rampEndsOn: '2026-04-12' },
  'am-13': { timeZone: 'America/Los_Angeles' },
  'csm-06': { hasSlackUser: false },
  'csm-09': { hiredOn: '2026-02-02', rampEndsOn: '2026-05-03' },
  'csm-12': { timeZone: 'America/Chicago' },
  'csm-17': { absences: [{ from: '2025-12-15', to: '2026-01-05', kind: 'medical leave' }] },
  'sdr-04': { absences: [{ from: '2026-04-06', to: '2026-04-20', kind: 'holiday' }] },
  'sdr-09': { absences: [{ from: '2026-01-12', to: '2026-01-26', kind: 'bereavement leave' }] },
  'sdr-18': { hiredOn: '2026-02-09', rampEndsOn: '2026-04-10' },
};

function managerAt(role: Role, position: number): string {
  const team = teams[role].find(({ upTo }) => position <= upTo);
  if (!team) throw new RangeError(`No team of ${role} has a place ${position}.`);
  return team.managerId;
}

function repsOf(role: Role): Rep[] {
  const names = repNames[role];
  return names.map(([firstName, lastName], index) => {
    const id = `${role.toLowerCase()}-${String(index + 1).padStart(2, '0')}`;
    const exception = exceptions[id] ?? {};
    const hiredOn = exception.hiredOn ?? '2024-01-08';
    const from = hiredOn > historyStart ? hiredOn : historyStart;
    return {
      id,
      firstName,
      lastName,
      index,
      rampEndsOn: '2024-04-08',
      stints: [{ role, segment: index < names.length / 2 ? 'mid_market' : 'enterprise', from }],
      managers: [{ managerId: managerAt(role, index + 1), from: hiredOn }],
      absences: [],
      calendar: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      hasSlackUser: true,
      ...exception,
      hiredOn,
    };
  });
}

export const roster: readonly Rep[] = [...repsOf('AE'), ...repsOf('AM'), ...repsOf('CSM'), ...repsOf('SDR')];

/** Null before the rep's first stint. */
export function stintAt(rep: Rep, date: string): Stint | null {
  return rep.stints.findLast((stint) => stint.from <= date) ?? null;
}

export const roleAt = (rep: Rep, date: string): Role | null => stintAt(rep, date)?.role ?? null;

/** The latest stint, the one in force at the sandbox's start. */
export function lastStint(rep: Rep): Stint {
  const stint = rep.stints.at(-1);
  if (!stint) throw new RangeError(`${rep.id} has no role.`);
  return stint;
}

export const managerAbsences: Readonly<Record<string, Absence>> = {
  'mgr-05': { from: '2026-03-09', to: '2026-03-30', kind: 'holiday' },
};

/** Who decides for the absent manager. */
export const delegations = [
  { managerId: 'mgr-05', delegateId: 'mgr-04', from: '2026-03-09', to: '2026-03-30' },
] as const;
