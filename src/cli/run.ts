import { Argument, Command } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { dateArgument } from './date-argument.ts';

const JOBS = ['weekly', 'monthly'] as const;

export interface RunRequest {
  readonly job: (typeof JOBS)[number];
  /** The job runs for the latest period that is due by this date. */
  readonly asOf: LocalDate;
  readonly config: Pick<Config, 'database' | 'organisation' | 'service' | 'log'>;
}

/** `rep-coach run weekly|monthly --as-of DATE`. */
export function runCommand(perform: (request: RunRequest) => Promise<void>): Command {
  return new Command('run')
    .description('run one job for the latest period due by a date; a repeated run changes nothing')
    .addArgument(new Argument('<job>', 'the job').choices(JOBS))
    .requiredOption('--as-of <date>', 'YYYY-MM-DD in ORG_TZ', dateArgument)
    .action(async (job: RunRequest['job'], options: { asOf: LocalDate }) => {
      const config = loadConfig(['database', 'organisation', 'service', 'log']);
      await perform({ job, asOf: options.asOf, config });
    });
}
