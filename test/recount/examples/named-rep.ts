import { LONG_KNOWN, ZONE } from '../generated/moments.ts';
import type { Organisation, Role } from '../rows.ts';

/** What is special about the rep of an example: in the role since 2020, enterprise, always there, unless said. */
export interface RepOfExample {
  readonly stintStart?: string;
  readonly absences?: readonly (readonly [from: string, to: string])[];
  /** Its holidays; default: a calendar without any. */
  readonly calendar?: string;
}

/** A rep with everything that makes one, in an organisation that rows can be added to. Ids are the rep's own. */
export class NamedRep {
  readonly id: string;
  readonly role: Role;
  protected readonly rows: Organisation;
  #made = 0;

  constructor(organisation: Organisation, id: string, role: Role, special: RepOfExample = {}) {
    const { stintStart = '2020-01-06', absences = [], calendar = 'plain' } = special;
    this.id = id;
    this.role = role;
    this.rows = organisation;
    const known = { rep_id: id, recorded_at: LONG_KNOWN };
    organisation.person.push({
      person_id: id,
      full_name: id,
      email: `${id.replaceAll(/\W/g, '.')}@example.com`,
      time_zone: ZONE,
      deactivated_at: null,
    });
    organisation.rep_profile.push({ rep_id: id, hire_date: '2020-01-06', ramp_end_date: null });
    for (const [from_date, to_date] of absences) {
      organisation.rep_absence.push({ rep_id: id, from_date, to_date, kind: 'leave' });
    }
    for (const activity_date of [stintStart, '2026-03-12']) {
      const activity_id = `${id} on ${activity_date}`;
      organisation.rep_activity.push({ ...known, activity_id, role, activity_date, activity_type: 'task' });
    }
    organisation.territory_definitions.push({
      ...known,
      territory_id: `territory of ${id}`,
      effective_from: '2020-01-01',
      effective_to: null,
      name: `Territory of ${id}`,
      segment: 'enterprise',
      region: 'East',
      country: 'US',
      holiday_calendar_id: calendar,
      role,
    });
  }

  /** A name for the rep's next row of a kind. */
  protected next(kind: string): string {
    this.#made += 1;
    return `${this.id} ${kind} ${this.#made}`;
  }
}
