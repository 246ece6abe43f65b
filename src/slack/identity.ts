import type { Knex } from 'knex';

/** Who a verified request says acted: the only thing about a person that we believe. */
export interface SlackUser {
  readonly userId: string;
  readonly teamId: string;
}

/** The person behind a Slack user. What they may see or do is asked of the workflows, each time anew. */
export interface Person {
  readonly personId: string;
  readonly fullName: string;
  /** IANA name; the times of day that this person reads are in it. */
  readonly timeZone: string;
  readonly isAdmin: boolean;
}

/**
 * @param ourTeamId the workspace that the app is installed in
 * @returns null for a stranger: of another workspace, not in our data, or deactivated by `now`
 */
export async function identify(db: Knex, user: SlackUser, ourTeamId: string, now: Date): Promise<Person | null> {
  if (user.teamId !== ourTeamId) return null;
  const row = await db<PersonRow>('person')
    .where({ slack_user_id: user.userId })
    .andWhereRaw('(deactivated_at is null or deactivated_at > ?)', [now])
    .first('person_id', 'full_name', 'time_zone', 'is_admin');
  if (row === undefined) return null;
  return { personId: row.person_id, fullName: row.full_name, timeZone: row.time_zone, isAdmin: row.is_admin };
}

interface PersonRow {
  person_id: string;
  full_name: string;
  time_zone: string;
  is_admin: boolean;
  slack_user_id: string | null;
}
