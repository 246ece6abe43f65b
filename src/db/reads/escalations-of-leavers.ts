import type { Knex } from 'knex';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import { lineBindings } from './reporting-line.ts';

/** An open escalation whose rep has left and that is with nobody who is there. */
export interface LeftEscalation {
  escalationId: string;
  /** Who can take it now; null where nobody can. */
  takerId: string | null;
}

/**
 * Open escalations of reps who have left that must go to another: they are nobody's, or their second-line manager has
 * left, too. No line covers such a rep today, so it is the second-line manager of their last one who takes them, ended or
 * not, as far as that is somebody who is there and not the manager.
 */
export async function escalationsOfLeavers(db: Knex, moment: OrganisationMoment): Promise<LeftEscalation[]> {
  const { rows } = await db.raw<{ rows: { escalation_id: string; taker_id: string | null }[] }>(
    `with present as (select person_id from person where deactivated_at is null or deactivated_at > :now)
     select e.escalation_id, taker.person_id as taker_id
     from escalation e
       join person rep on rep.person_id = e.rep_id and rep.deactivated_at <= :now
       left join lateral (
         select slm_id, manager_id from reporting_line
         where rep_id = e.rep_id and effective_from <= :today order by effective_from desc limit 1) last on true
       left join present taker on taker.person_id = last.slm_id and taker.person_id not in (e.rep_id, last.manager_id)
     where e.resolved_at is null and taker.person_id is distinct from e.slm_id
       and (e.slm_id is null or e.slm_id not in (select person_id from present))
     order by e.escalation_id`,
    lineBindings(moment),
  );
  return rows.map((row) => ({ escalationId: row.escalation_id, takerId: row.taker_id }));
}
