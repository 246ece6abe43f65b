import type { Knex } from 'knex';

const ROWS_AT_A_TIME = 1_000;

/**
 * The rows of a select, some at a time and in its order, so that never all of them stand in memory. Within a transaction
 * one such reading at a time; outside of any, in one of its own.
 */
export async function* inBatches<Row>(
  db: Knex,
  sql: string,
  bindings: Readonly<Record<string, unknown>>,
): AsyncGenerator<readonly Row[]> {
  if (db.isTransaction === true) return yield* fetched<Row>(db, sql, bindings);
  const own = await db.transaction();
  try {
    yield* fetched<Row>(own, sql, bindings);
  } finally {
    await own.rollback();
  }
}

async function* fetched<Row>(
  db: Knex,
  sql: string,
  bindings: Readonly<Record<string, unknown>>,
): AsyncGenerator<readonly Row[]> {
  await db.raw(`declare batches no scroll cursor for ${sql}`, bindings);
  let rows: readonly Row[];
  do {
    ({ rows } = await db.raw<{ rows: Row[] }>(`fetch ${ROWS_AT_A_TIME} from batches`));
    yield rows;
  } while (rows.length === ROWS_AT_A_TIME);
  await db.raw('close batches');
}

/** Consecutive items of one key together, from batches that may end anywhere. */
export async function* consecutive<Item, Key>(
  batches: AsyncIterable<readonly Item[]>,
  keyOf: (item: Item) => Key,
): AsyncGenerator<readonly Item[]> {
  let group: Item[] = [];
  for await (const batch of batches) {
    for (const item of batch) {
      const [first] = group;
      if (first !== undefined && keyOf(first) !== keyOf(item)) {
        yield group;
        group = [];
      }
      group.push(item);
    }
  }
  if (group.length > 0) yield group;
}
