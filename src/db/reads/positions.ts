import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** What a person is in the organisation on a day; they can be several of these at once. */
export interface Positions {
  readonly isRep: boolean;
  readonly isManager: boolean;
  readonly isSlm: boolean;
}

/**
 * By the reporting lines in force on the local date; a line to themselves makes nobody a manager, and one of which they
 * are the manager makes nobody a second-line manager.
 */
export async function positionsOf(db: Knex, personId: string, today: LocalDate): Promise<Positions> {
  const { rows } = await db.raw<{ rows: { is_rep: boolean; is_manager: boolean; is_slm: boolean }[] }>(
    `select coalesce(bool_or(rep_id = :personId), false) as is_rep,
            coalesce(bool_or(manager_id = :personId and rep_id <> :personId), false) as is_manager,
            coalesce(bool_or(slm_id = :personId and rep_id <> :personId and manager_id <> :personId), false) as is_slm
     from reporting_line
     where :personId in (rep_id, manager_id, slm_id)
       and effective_from <= :today and (effective_to is null or :today < effective_to)`,
    { personId, today },
  );
  const [row] = rows;
  return { isRep: row?.is_rep ?? false, isManager: row?.is_manager ?? false, isSlm: row?.is_slm ?? false };
}
