import type { ActivityRow, Role } from '../rows.ts';
import { addDays } from './dates.ts';
import { known, midnight, type Rep, type Run } from './run.ts';

const RAMP_DAYS: Record<Role, number> = { AE: 90, AM: 90, CSM: 90, SDR: 60 };

const repsOfRun = new WeakMap<Run, Rep[]>();

/** Everybody with a role at t, except who was deactivated before. */
export function repsAt(run: Run): Rep[] {
  const reps = repsOfRun.get(run) ?? findReps(run);
  repsOfRun.set(run, reps);
  return reps;
}

function findReps(run: Run): Rep[] {
  const activities = new Map<string, ActivityRow[]>();
  for (const row of run.organisation.rep_activity) {
    if (!known(run, row) || row.activity_date >= run.t) continue;
    activities.set(row.rep_id, [...(activities.get(row.rep_id) ?? []), row]);
  }
  const reps: Rep[] = [];
  for (const [id, rows] of activities) {
    const person = run.organisation.person.find((one) => one.person_id === id);
    if (person?.deactivated_at != null && person.deactivated_at < midnight(run, run.t)) continue;
    reps.push(repOf(run, id, rows));
  }
  return reps;
}

function repOf(run: Run, id: string, rows: readonly ActivityRow[]): Rep {
  const { role, stintStart, tied } = stintOf(rows);
  const territory = territoryOf(run, id, role);
  const profile = run.organisation.rep_profile.find((one) => one.rep_id === id);
  const rampEnd = profile === undefined ? null : (profile.ramp_end_date ?? addDays(profile.hire_date, RAMP_DAYS[role]));
  return {
    id,
    role,
    segment: territory?.segment ?? null,
    calendar: territory?.holiday_calendar_id ?? run.orgCalendar,
    stintStart,
    ramping: rampEnd !== null && run.t < rampEnd,
    tied,
  };
}

/** Walks the days backwards: the role of the last certain day, and how far back it goes without another. */
function stintOf(rows: readonly ActivityRow[]): { role: Role; stintStart: string; tied: boolean } {
  const days = [...new Set(rows.map((row) => row.activity_date))].sort().reverse();
  let role: Role | null = null;
  let stintStart = '';
  let tied = false;
  for (const day of days) {
    const its = roleOn(rows.filter((row) => row.activity_date === day));
    if (its === null) {
      if (day === days[0]) tied = true;
      continue;
    }
    if (role !== null && its !== role) break;
    role = its;
    stintStart = day;
  }
  if (role === null) throw new Error('A rep whose every day is tied.');
  return { role, stintStart, tied };
}

function roleOn(rows: readonly ActivityRow[]): Role | null {
  const counts = new Map<Role, number>();
  for (const row of rows) counts.set(row.role, (counts.get(row.role) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === most);
  return winners.length === 1 ? (winners[0]?.[0] ?? null) : null;
}

function territoryOf(run: Run, repId: string, role: Role) {
  return run.organisation.territory_definitions
    .filter((row) => known(run, row) && row.rep_id === repId && row.role === role)
    .filter((row) => row.effective_from <= run.t && (row.effective_to === null || row.effective_to > run.t))
    .sort((one, other) =>
      one.effective_from !== other.effective_from
        ? one.effective_from < other.effective_from
          ? 1
          : -1
        : one.territory_id < other.territory_id
          ? -1
          : 1,
    )[0];
}
