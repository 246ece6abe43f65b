import type { Knex } from 'knex';
import type { DateRange } from '../../domain/calendar.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { LocalDate } from '../../domain/local-date.ts';

/** Every absence that touches the range, by rep_id. */
export async function absencesDuring(db: Knex, range: DateRange): Promise<Map<string, DateRange[]>> {
  const rows = await db<{ rep_id: string; from_date: LocalDate; to_date: LocalDate }>('rep_absence')
    .where('from_date', '<', range.end)
    .where('to_date', '>', range.start)
    .select('rep_id', 'from_date', 'to_date');
  const byRep = groupBy(rows, (row) => row.rep_id);
  return new Map(
    [...byRep].map(([repId, own]) => [repId, own.map((row) => ({ start: row.from_date, end: row.to_date }))]),
  );
}
