import type { Knex } from 'knex';

/*
 * How the statements of a run are planned. They join everything with everything of its kind: what the planner takes for
 * a few rows, because it cannot know what comes out of a list of reps or of a step before, are all of them, and a loop
 * over them takes forever; so does fetching most rows of a table one by one through its index (bitmaps, which a date
 * range needs, are not that), and sorting both sides of a join where hashing one would do. Their sorts and hashes are of
 * millions of rows; compiling them takes longer than it saves. Where rows are fetched some at a time, all of them will be.
 */
const PLANNED_FOR_SETS = `
set local enable_nestloop = off;
set local enable_indexscan = off;
set local enable_mergejoin = off;
set local work_mem = '64MB';
set local hash_mem_multiplier = 4;
set local jit = off;
set local cursor_tuple_fraction = 1;
set local idle_in_transaction_session_timeout = '10min'`;

/**
 * Everything that a run reads of the source, as it was at one moment: late changes are in all of its metrics or none.
 * Read over several connections at once, which see the same.
 * @param connections at least 1.
 * @throws whatever `read` throws; nothing is left open.
 */
export function readSnapshot<Found>(
  db: Knex,
  connections: number,
  read: (snapshots: readonly Knex[]) => Promise<Found>,
): Promise<Found> {
  return openSnapshot(db, null, async (first) => {
    const id = connections > 1 ? await exportedId(first) : '';
    const withMore = (opened: readonly Knex[]): Promise<Found> =>
      opened.length >= connections ? read(opened) : openSnapshot(db, id, (next) => withMore([...opened, next]));
    return withMore([first]);
  });
}

/** @param id the snapshot of another connection, which must still be open; null: one of its own. */
function openSnapshot<Found>(db: Knex, id: string | null, read: (snapshot: Knex) => Promise<Found>): Promise<Found> {
  return db.transaction(
    async (snapshot) => {
      if (id !== null) await snapshot.raw(`set transaction snapshot '${id}'`);
      await snapshot.raw(PLANNED_FOR_SETS);
      return read(snapshot);
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}

/** @throws RangeError for what cannot stand in a statement; `set transaction` takes no parameters. */
async function exportedId(snapshot: Knex): Promise<string> {
  const { rows } = await snapshot.raw<{ rows: { id: string }[] }>('select pg_export_snapshot() as id');
  const id = rows[0]?.id ?? '';
  if (!/^[0-9A-F-]+$/i.test(id)) throw new RangeError(`The snapshot "${id}" has an unknown kind of name.`);
  return id;
}
