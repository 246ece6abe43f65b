import { Command } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import { openDatabase } from '../db/open-database.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { loadCatalog } from '../load-catalog.ts';
import { backfill, weeksToRead } from '../workflows/backfill.ts';
import { dateArgument } from './date-argument.ts';
import { createProgress } from './progress.ts';

export interface BackfillRequest {
  readonly from: LocalDate;
  /** The last evaluation date, when it is a Monday. */
  readonly to: LocalDate;
  readonly config: Pick<Config, 'database' | 'organisation' | 'thresholds'>;
}

/** `rep-coach backfill --from DATE --to DATE`. */
export function backfillCommand(perform = backfillWeeks): Command {
  return new Command('backfill')
    .description('read the metrics of past weeks, for trends; no pattern, no message')
    .requiredOption('--from <date>', 'the weeks that ended on this Monday (or the next) and later', dateArgument)
    .requiredOption('--to <date>', 'and on this Monday or earlier; dates are YYYY-MM-DD in ORG_TZ', dateArgument)
    .action(async ({ from, to }: { from: LocalDate; to: LocalDate }) => {
      await perform({ from, to, config: loadConfig(['database', 'organisation', 'thresholds']) });
    });
}

async function backfillWeeks({ from, to, config }: BackfillRequest): Promise<void> {
  const runStart = new Date();
  weeksToRead(from, to, localDateOf(runStart, config.organisation.orgTz));
  const catalog = await loadCatalog({ thresholds: config.thresholds.file });
  const db = await openDatabase({ ...config.database, applicationName: 'rep-coach backfill' });
  const progress = createProgress();
  try {
    progress.step(`weeks from ${from} to ${to}`);
    const weeks = await backfill(db, {
      from,
      to,
      runStart,
      settings: config.organisation,
      catalog,
      onProgress: ({ done, total }) => progress.update(done, total),
    });
    progress.end();
    for (const { t, reps, readings } of weeks)
      process.stdout.write(
        `${t}: ${reps} ${reps === 1 ? 'rep' : 'reps'}, ${readings} ${readings === 1 ? 'reading' : 'readings'}\n`,
      );
  } finally {
    progress.end();
    await db.destroy();
  }
}
