import type { Knex } from 'knex';

/*
 * How the statements of a run are planned. They join everything with everything of its kind: what the planner takes for
 * a few rows, because it cannot know what comes out of a list of reps or of a step before, are all of them, and a loop
 * over them takes forever; so does fetching most rows of a table one by one through its index (bitmaps, which a date
 * range needs, are not that). Their sorts and hashes are of millions of rows; compiling them takes longer than it saves.
 */
const PLANNED_FOR_SETS = `
set local enable_nestloop = off;
set local enable_indexscan = off;
set local work_mem = '64MB';
set local hash_mem_multiplier = 4;
set local jit = off;
set local idle_in_transaction_session_timeout = '10min'`;

/** Everything that a run reads of the source, as it was at one moment: late changes are in all of its metrics or none. */
export function readSnapshot<Found>(db: Knex, read: (snapshot: Knex) => Promise<Found>): Promise<Found> {
  return db.transaction(
    async (snapshot) => {
      await snapshot.raw(PLANNED_FOR_SETS);
      return read(snapshot);
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}
