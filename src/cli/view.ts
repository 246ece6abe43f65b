import { Command, Option } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import { openDatabase } from '../db/open-database.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { loadCatalog } from '../load-catalog.ts';
import { listEvidence } from '../workflows/list-evidence.ts';
import { viewRep } from '../workflows/view-rep.ts';
import { monthArgument } from './date-argument.ts';
import { evidenceLines } from './evidence-lines.ts';
import { viewLines } from './view-lines.ts';

export interface ViewCommandRequest {
  /** A person_id or an e-mail address. */
  readonly rep: string;
  /** The first day of the month; null: the latest week. */
  readonly month: LocalDate | null;
  /** A key of the catalog: the rows behind the metric's latest readings are shown instead. */
  readonly evidence: string | null;
  readonly json: boolean;
  readonly config: Pick<Config, 'database' | 'organisation' | 'thresholds'>;
}

/** `rep-coach view REP [--month YYYY-MM | --evidence METRIC] [--json]`. */
export function viewCommand(perform = view): Command {
  return new Command('view')
    .description('everything about a rep, in the terminal: summary, diagnosis, actions, escalations')
    .argument('<rep>', 'person_id or e-mail address')
    .option('--month <month>', 'YYYY-MM (default: the latest week)', monthArgument)
    .addOption(
      new Option('--evidence <metric>', 'the rows behind its latest reading, such as AE.stage_conversion').conflicts(
        'month',
      ),
    )
    .option('--json', 'for a program to read; numbers are exact, written as text')
    .action(async (rep: string, options: { month?: LocalDate; evidence?: string; json?: true }) => {
      const config = loadConfig(['database', 'organisation', 'thresholds']);
      await perform({
        rep,
        month: options.month ?? null,
        evidence: options.evidence ?? null,
        json: options.json === true,
        config,
      });
    });
}

/** Prints the view. @throws OperatorError for somebody unknown, or without readings. */
export async function view({ rep, month, evidence, json, config }: ViewCommandRequest): Promise<void> {
  const catalog = await loadCatalog({ thresholds: config.thresholds.file });
  const db = await openDatabase({ ...config.database, applicationName: 'rep-coach view' });
  try {
    if (evidence !== null) {
      const found = await listEvidence(db, {
        rep,
        metric: evidence,
        settings: config.organisation,
        catalog,
        now: new Date(),
      });
      print(json ? [asJson(found)] : evidenceLines(found));
      return;
    }
    const found = await viewRep(db, { rep, month, orgTz: config.organisation.orgTz, catalog });
    print(json ? [asJson(found)] : viewLines(found, catalog));
  } finally {
    await db.destroy();
  }
}

const asJson = (found: object): string => JSON.stringify(found, null, 2);

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
