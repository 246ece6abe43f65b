import { Command } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import { openDatabase } from '../db/open-database.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { loadCatalog } from '../load-catalog.ts';
import { viewRep } from '../workflows/view-rep.ts';
import { monthArgument } from './date-argument.ts';
import { viewLines } from './view-lines.ts';

export interface ViewCommandRequest {
  /** A person_id or an e-mail address. */
  readonly rep: string;
  /** The first day of the month; null: the latest week. */
  readonly month: LocalDate | null;
  readonly json: boolean;
  readonly config: Pick<Config, 'database' | 'organisation' | 'thresholds'>;
}

/** `rep-coach view REP [--month YYYY-MM] [--json]`. */
export function viewCommand(perform = view): Command {
  return new Command('view')
    .description('everything about a rep, in the terminal: summary, diagnosis, actions, escalations')
    .argument('<rep>', 'person_id or e-mail address')
    .option('--month <month>', 'YYYY-MM (default: the latest week)', monthArgument)
    .option('--json', 'for a program to read; numbers are exact, written as text')
    .action(async (rep: string, options: { month?: LocalDate; json?: true }) => {
      const config = loadConfig(['database', 'organisation', 'thresholds']);
      await perform({ rep, month: options.month ?? null, json: options.json === true, config });
    });
}

/** Prints the view. @throws OperatorError for somebody unknown, or without readings. */
export async function view({ rep, month, json, config }: ViewCommandRequest): Promise<void> {
  const catalog = await loadCatalog(config.thresholds.file);
  const { orgTz } = config.organisation;
  const db = await openDatabase({ ...config.database, applicationName: 'rep-coach view' });
  try {
    const found = await viewRep(db, { rep, month, orgTz, catalog });
    const lines = json ? [JSON.stringify(found, null, 2)] : viewLines(found, catalog);
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await db.destroy();
  }
}
