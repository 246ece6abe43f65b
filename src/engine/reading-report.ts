import { sourceRowFaults } from '../db/reads/source-row-faults.ts';
import { jobRuns, type RunSummary } from '../db/stores/job-runs.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { RefusedRows } from '../measures/measure.ts';
import type { ReadingSummary } from '../workflows/read-metrics.ts';
import type { JobContext } from './job-context.ts';

/** Counts, each by what is counted. */
export interface ReadingReport extends RunSummary {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly atFault: Readonly<Record<string, number>>;
}

/**
 * What a run says of its readings and of the rows behind them: readings by status, rows of its windows that were refused
 * and why, and what became known since the run before that breaks the data contract, whether or not anything reads it.
 */
export async function readingReport(
  run: Pick<JobContext, 'db' | 'job' | 'localPeriod' | 'runStart'>,
  read: Pick<ReadingSummary, 'byStatus' | 'refused'>,
  { orgTz }: OrganisationSettings,
): Promise<ReadingReport> {
  const since = await previousRunStart(run);
  const faults = await sourceRowFaults(run.db, { runStart: run.runStart, since, orgTz });
  return {
    byStatus: Object.fromEntries(Object.entries(read.byStatus).filter(([, readings]) => readings > 0)),
    refused: byReason(read.refused),
    atFault: byReason(faults.map(({ table, column, what, rows }) => ({ reason: `${table}.${column} ${what}`, rows }))),
  };
}

/** Few: a reason names a table and what is wrong with its rows, never a row. */
function byReason(refused: readonly RefusedRows[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { reason, rows } of refused) sums.set(reason, (sums.get(reason) ?? 0) + rows);
  return Object.fromEntries(sums);
}

/** Null for the first run of the job. */
async function previousRunStart({
  db,
  job,
  localPeriod,
}: Pick<JobContext, 'db' | 'job' | 'localPeriod'>): Promise<Date | null> {
  const earlier = (await jobRuns(db, job)).filter((run) => run.hasEnded && run.localPeriod < localPeriod);
  return earlier.reduce<Date | null>(
    (latest, { runStart }) => (latest === null || runStart > latest ? runStart : latest),
    null,
  );
}
