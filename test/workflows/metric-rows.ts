import type { Role } from '../../src/domain/metric.ts';

/** A rep as the source tables know one. */
export interface RepRows {
  id: string;
  role?: Role;
  /** Null: no territory names the rep. */
  segment?: string | null;
  /** Days with an activity; the first is where the stint starts. */
  activeOn?: readonly string[];
}

/** The rows that make people reps: activity and territory. */
export function repRows(reps: readonly RepRows[]) {
  return {
    territory_definitions: reps
      .filter((rep) => rep.segment !== null)
      .map((rep) => ({
        territory_id: `territory of ${rep.id}`,
        effective_from: '2025-01-01',
        name: `${rep.id}'s`,
        segment: rep.segment ?? 'enterprise',
        region: 'East',
        country: 'US',
        holiday_calendar_id: 'US',
        role: rep.role ?? 'AE',
        rep_id: rep.id,
        recorded_at: '2025-01-01T00:00:00Z',
      })),
    rep_activity: reps.flatMap((rep) =>
      (rep.activeOn ?? ['2025-06-02', '2026-02-27']).map((date) => activity(rep.id, date, rep.role ?? 'AE')),
    ),
  };
}

/** One activity; `nth` tells several of one day apart. */
export function activity(repId: string, date: string, role: Role, nth = 1) {
  return {
    activity_id: `${repId} ${date} ${role} ${nth}`,
    rep_id: repId,
    role,
    activity_date: date,
    activity_type: 'call',
    recorded_at: '2025-01-01T00:00:00Z',
  };
}

export function person(id: string, deactivatedAt: string | null = null) {
  return { person_id: id, full_name: id, email: `${id}@example.com`, time_zone: 'UTC', deactivated_at: deactivatedAt };
}
