import { Argument, Command } from 'commander';
import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { type Config, loadConfig } from '../config.ts';
import { openDatabase } from '../db/open-database.ts';
import { firedReadings } from '../db/reads/fired-readings.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { Engine } from '../engine/engine.ts';
import type { OnProgress } from '../engine/job-context.ts';
import { type JobName, jobNames } from '../engine/jobs.ts';
import { loadCatalog } from '../load-catalog.ts';
import { dateArgument } from './date-argument.ts';
import { describeRehearsal, type Rehearsal } from './describe-rehearsal.ts';
import { describeRun } from './describe-run.ts';
import { createProgress, type Progress } from './progress.ts';

export interface RunRequest {
  readonly job: JobName;
  /** The job runs for the latest period that is due by this date. */
  readonly asOf: LocalDate;
  /** Say what it would say, and leave everything as it is. */
  readonly isRehearsal: boolean;
  readonly config: Pick<Config, 'database' | 'organisation' | 'service' | 'thresholds' | 'playbook'>;
}

/** `rep-coach run weekly|daily|monthly --as-of DATE [--dry-run]`. */
export function runCommand(perform: (request: RunRequest) => Promise<void>): Command {
  return new Command('run')
    .description('run one job for the latest period due by a date; a repeated run changes nothing')
    .addArgument(new Argument('<job>', 'the job').choices(jobNames))
    .requiredOption('--as-of <date>', 'YYYY-MM-DD in ORG_TZ', dateArgument)
    .option('--dry-run', 'print what it would say and to whom; nothing is written or sent')
    .action(async (job: JobName, options: { asOf: LocalDate; dryRun?: true }) => {
      const config = loadConfig(['database', 'organisation', 'service', 'thresholds', 'playbook']);
      await perform({ job, asOf: options.asOf, isRehearsal: options.dryRun === true, config });
    });
}

interface EngineSetUp {
  readonly db: Knex;
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  readonly jobTime: string;
  readonly onProgress: OnProgress;
}

/** The jobs with what they do, and what they would say, which the composition root knows. */
export interface Composition {
  composeEngine(setUp: EngineSetUp): Engine;
  rehearseRun(setUp: EngineSetUp, run: { job: JobName; asOf: LocalDate; now: Date }): Promise<Rehearsal>;
}

/** Runs the job, or rehearses it, and says what came of it. @throws OperatorError; what broke the run off. */
export async function runOnce(
  { job, asOf, isRehearsal, config }: RunRequest,
  { composeEngine, rehearseRun }: Composition,
): Promise<void> {
  const catalog = await loadCatalog({ thresholds: config.thresholds.file, playbook: config.playbook.file });
  const db = await openDatabase({ ...config.database, applicationName: `rep-coach run ${job}` });
  const progress = createProgress();
  try {
    const { jobTime } = config.service;
    const setUp = { db, settings: config.organisation, catalog, jobTime, onProgress: showStages(progress) };
    const begun = performance.now();
    const now = new Date();
    if (isRehearsal) {
      const rehearsal = await rehearseRun(setUp, { job, asOf, now });
      progress.end();
      process.stdout.write(`${describeRehearsal(job, rehearsal).join('\n')}\n`);
      return;
    }
    const result = await composeEngine(setUp).runLatest(job, asOf, now);
    progress.end();
    const seconds = (performance.now() - begun) / 1000;
    const fired = job === 'weekly' && result.outcome === 'done' ? await firedReadings(db, result.localPeriod) : null;
    process.stdout.write(`${describeRun(job, result, { fired, seconds }).join('\n')}\n`);
  } finally {
    progress.end();
    await db.destroy();
  }
}

/** A step of the display for each stage of the run. */
function showStages(progress: Progress): OnProgress {
  let shown = '';
  return ({ job, localPeriod, stage, done, total }) => {
    const label = `${job} ${localPeriod}: ${stage}`;
    if (label !== shown) progress.step(label);
    shown = label;
    if (total !== null) progress.update(done, total);
  };
}
