import { Command } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { UsageError } from '../errors.ts';
import { dateArgument } from './date-argument.ts';

export interface BackfillRequest {
  readonly from: LocalDate;
  /** Exclusive, as every interval. */
  readonly to: LocalDate;
  readonly config: Pick<Config, 'database' | 'organisation' | 'service' | 'log'>;
}

/** `rep-coach backfill --from DATE --to DATE`. */
export function backfillCommand(perform: (request: BackfillRequest) => Promise<void>): Command {
  return new Command('backfill')
    .description('read the metrics of past weeks, for trends; no pattern, no message')
    .requiredOption('--from <date>', 'first day, YYYY-MM-DD in ORG_TZ', dateArgument)
    .requiredOption('--to <date>', 'the day after the last', dateArgument)
    .action(async ({ from, to }: { from: LocalDate; to: LocalDate }) => {
      if (from >= to) {
        throw new UsageError({
          what: `--from ${from} is not before --to ${to}.`,
          expected: 'a period of at least one day; --to is the day after its last',
          remedy: 'Give an earlier --from or a later --to.',
        });
      }
      await perform({ from, to, config: loadConfig(['database', 'organisation', 'service', 'log']) });
    });
}
