import type { Knex } from 'knex';
import type { UserOption } from './slack/state/directory.ts';

/** The Slack accounts of the sample organisation's people. */
export async function slackUsers(db: Knex): Promise<UserOption[]> {
  const rows = await db<{ full_name: string; email: string; slack_user_id: string | null; time_zone: string }>('person')
    .whereNotNull('slack_user_id')
    .orderBy('full_name')
    .select('full_name', 'email', 'slack_user_id', 'time_zone');
  return rows.flatMap(({ full_name, email, slack_user_id, time_zone }) =>
    slack_user_id === null
      ? []
      : [{ id: slack_user_id, name: email.split('@')[0] ?? email, real_name: full_name, email, tz: time_zone }],
  );
}
