import type { Knex } from 'knex';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import { lineBindings, linesInForce } from './reporting-line.ts';

/** Who is in a reporting line today and has no Slack account, by id: nothing can be told to them. */
export async function peopleNotInSlack(db: Knex, moment: OrganisationMoment): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { person_id: string }[] }>(
    `select distinct person.person_id
     from (${linesInForce}) line
       join person on person.person_id in (line.rep_id, line.manager_id, line.slm_id, line.acting_for_manager_id)
     where person.slack_user_id is null
     order by person.person_id`,
    lineBindings(moment),
  );
  return rows.map((row) => row.person_id);
}
