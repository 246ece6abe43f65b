import type { Knex } from 'knex';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { loadCohort } from '../../../src/workflows/load-cohort.ts';
import { type ReadingSummary, readMetrics } from '../../../src/workflows/read-metrics.ts';
import { RUN_START, SETTINGS, T } from './moments.ts';
import { type Lap, Stopwatch } from './stopwatch.ts';

export interface TimedRun {
  readonly summary: ReadingSummary;
  readonly totalMs: number;
  readonly laps: readonly Lap[];
}

/** Reads a week as the weekly job does: who has a role, every metric of everybody, judged and stored. */
export async function readWeek(db: Knex): Promise<TimedRun> {
  const run = { t: T, runStart: new Date(RUN_START), settings: SETTINGS } as const;
  const { thresholds } = builtInCatalog;
  const stopwatch = new Stopwatch('cohort');
  const members = await loadCohort(db, { ...run, thresholds });
  const summary = await readMetrics(db, {
    ...run,
    period: 'week',
    catalog: builtInCatalog,
    members,
    onStep: (step) => stopwatch.lap(step),
  });
  const laps = stopwatch.end();
  return { summary, laps, totalMs: laps.reduce((sum, lap) => sum + lap.ms, 0) };
}
