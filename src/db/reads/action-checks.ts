import type { Knex } from 'knex';
import { Decimal } from '../../domain/decimal.ts';
import type { ActionProgress } from '../../domain/digest.ts';
import type { LocalDate } from '../../domain/local-date.ts';

/** The number behind an action: in the check that suggested it, and in the last later one that measured it. */
export type ActionCheck = Omit<ActionProgress, 'unit'>;

interface Row {
  coaching_id: string;
  suggested_on: LocalDate;
  suggested_value: string;
  latest_on: LocalDate | null;
  latest_value: string | null;
}

/** By coaching id; an action whose first reading has no value is left out. */
export async function actionChecks(db: Knex, coachingIds: readonly string[]): Promise<Map<string, ActionCheck>> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.coaching_date as suggested_on, suggested.value as suggested_value,
            latest.as_of as latest_on, latest.value as latest_value
     from rep_coaching_log item
     join lateral (
       select r.definition_version, r.value from metric_reading r
       where r.rep_id = item.rep_id and r.metric_key = item.metric_key and r.dimension = item.dimension
         and r.period = 'week' and r.as_of = item.coaching_date and r.value is not null
       order by r.definition_version desc limit 1) suggested on true
     left join lateral (
       select r.as_of, r.value from metric_reading r
       where r.rep_id = item.rep_id and r.metric_key = item.metric_key and r.dimension = item.dimension
         and r.period = 'week' and r.as_of > item.coaching_date and r.value is not null
         and r.definition_version = suggested.definition_version
       order by r.as_of desc limit 1) latest on true
     where item.coaching_id = any(cast(:ids as text[]))`,
    { ids: [...coachingIds] },
  );
  return new Map(
    rows.map((row) => [
      row.coaching_id,
      {
        suggested: { on: row.suggested_on, value: new Decimal(row.suggested_value) },
        latest:
          row.latest_on === null || row.latest_value === null
            ? null
            : { on: row.latest_on, value: new Decimal(row.latest_value) },
      },
    ]),
  );
}
