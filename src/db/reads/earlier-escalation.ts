import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import type { EscalationRule } from '../../domain/escalation.ts';
import type { EarlierEscalation } from '../../domain/escalation-case.ts';

/**
 * The first escalation about the coaching row that its second-line manager has or had, open or not.
 * @param row.before only what came to them before this escalation.
 */
export async function earlierEscalation(
  db: Knex,
  row: { coachingId: string; slmId: string; before: string | null },
  { orgTz }: { orgTz: string },
): Promise<EarlierEscalation | null> {
  const { rows } = await db.raw<{ rows: { rule: EscalationRule; with_since: Date }[] }>(
    `select one.rule, one.with_since
     from escalation one left join escalation later on later.escalation_id = cast(:before as text)
     where one.coaching_id = :coachingId and one.slm_id = :slmId
       and (later.escalation_id is null
         or (one.with_since, one.as_of, one.rule) < (later.with_since, later.as_of, later.rule))
     order by one.with_since, one.as_of, one.rule limit 1`,
    { ...row },
  );
  const [found] = rows;
  return found === undefined ? null : { rule: found.rule, since: localDateOf(found.with_since, orgTz) };
}
