import type { Knex } from 'knex';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { loadCohort } from '../../../src/workflows/load-cohort.ts';
import { type ReadingSummary, readMetrics } from '../../../src/workflows/read-metrics.ts';
import { RUN_START, SETTINGS, T } from './moments.ts';
import { type Lap, Stopwatch } from './stopwatch.ts';

export interface TimedRun {
  readonly summary: ReadingSummary;
  readonly totalMs: number;
  /** Side by side: together they take longer than the run. */
  readonly laps: readonly Lap[];
}

/** Reads a week as the weekly job does: who has a role, every metric of everybody, judged and stored. */
export async function readWeek(db: Knex): Promise<TimedRun> {
  const run = { t: T, runStart: new Date(RUN_START), settings: SETTINGS } as const;
  const { thresholds } = builtInCatalog;
  const start = performance.now();
  const stopwatch = new Stopwatch();
  const loaded = stopwatch.begin('cohort');
  const members = await loadCohort(db, { ...run, thresholds });
  loaded();
  const summary = await readMetrics(db, {
    ...run,
    period: 'week',
    catalog: builtInCatalog,
    members,
    onStep: (step) => stopwatch.begin(step),
  });
  return { summary, laps: stopwatch.laps, totalMs: performance.now() - start };
}
