import type { Knex } from 'knex';

const ROWS_A_STATEMENT = 2_000;

/**
 * Each row is one text that the server takes apart itself: as parameters, columns or JSON objects they take longer to
 * read than to store. (Without the offset it would read each text once for every column.)
 */
const SAVE_SQL = `
insert into metric_reading
select (reading).*
from (
  select cast(record as metric_reading) as reading
  from json_array_elements_text(cast(:records as json)) as record
  offset 0
) as readings
on conflict (rep_id, metric_key, dimension, as_of, period, definition_version) do nothing`;

/**
 * Keeps readings, as `readingRecord` writes them, for good: one that is already there stays as it is, so that a run
 * repeated changes nothing.
 * @returns how many were new.
 */
export async function saveRecords(db: Knex, records: readonly string[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < records.length; from += ROWS_A_STATEMENT) {
    const some = JSON.stringify(records.slice(from, from + ROWS_A_STATEMENT));
    const { rowCount } = await db.raw<{ rowCount: number }>(SAVE_SQL, { records: some });
    added += rowCount;
  }
  return added;
}
