import type { Knex } from 'knex';
import { BOT_ROLE, connect } from '../../../src/db/connection.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { onDatabase, withDatabase } from '../../support/database-url.ts';
import { SOURCE_SCHEMA } from '../../support/source-schema.ts';
import { measureFloor } from './floor.ts';
import { generateOrganisation } from './organisation.ts';
import { processorTime } from './processor-time.ts';
import { readWeek, type TimedRun } from './run.ts';
import type { Lap } from './stopwatch.ts';

export interface MeasuredOrganisation {
  readonly reps: number;
  readonly tables: ReadonlyMap<string, number>;
  readonly rows: number;
  readonly floor: readonly Lap[];
  readonly floorMs: number;
  readonly run: TimedRun;
  /** What Postgres and this process had of the processors; null where that is not told. */
  readonly processorMs: { readonly floor: number; readonly run: number } | null;
  /** The metrics that were judged of somebody: rows in which nothing is found would be no measure. */
  readonly judgedMetrics: readonly string[];
  /** Of this process since it began: bytes. */
  readonly peakMemory: number;
}

/** Generates an organisation in a database of its own, and reads a week of it. @param url superuser, any database. */
export async function measureOrganisation(
  url: string,
  { reps, seed }: { readonly reps: number; readonly seed: number },
): Promise<MeasuredOrganisation> {
  const name = `weekly_${reps}`;
  const own = withDatabase(url, name);
  await onDatabase(url, `create database ${name}`);
  try {
    await migrate({ url: own, sourceSchema: SOURCE_SCHEMA });
    const owner = connect({ url: own, sourceSchema: SOURCE_SCHEMA, poolMax: 1, statementTimeoutMs: 0 });
    const tables = await generateOrganisation(owner, { reps, seed }).finally(() => owner.destroy());
    const db = connect({ url: own, sourceSchema: SOURCE_SCHEMA, role: BOT_ROLE });
    try {
      // Once for the cache, which the run finds warm too.
      await measureFloor(db, tables.keys());
      const processors = await processorTime(db);
      const started = processors?.read();
      const floor = await measureFloor(db, tables.keys());
      const between = processors?.read();
      const run = await readWeek(db);
      const ended = processors?.read();
      return {
        reps,
        tables,
        rows: [...tables.values()].reduce((sum, rows) => sum + rows, 0),
        floor,
        floorMs: floor.reduce((sum, { ms }) => sum + ms, 0),
        run,
        processorMs:
          started === undefined || between === undefined || ended === undefined
            ? null
            : { floor: between - started, run: ended - between },
        judgedMetrics: await judgedMetrics(db),
        peakMemory: process.resourceUsage().maxRSS * 1024,
      };
    } finally {
      await db.destroy();
    }
  } finally {
    await onDatabase(url, `drop database ${name} with (force)`);
  }
}

function judgedMetrics(db: Knex): Promise<string[]> {
  return db('metric_reading').where({ status: 'ok' }).distinct().orderBy('metric_key').pluck('metric_key');
}
