import { Command } from 'commander';
import type { Environment } from '../config.ts';
import { loadCatalog, loadPlaybook, thresholdsDocument } from '../load-catalog.ts';
import { checkConfiguration } from './doctor/check-configuration.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { type Finding, findingLines, findingOf, note, ok } from './doctor/finding.ts';
import { thresholdLines } from './doctor/thresholds-in-force.ts';

export interface DoctorRequest {
  /** Default: the process's own. */
  readonly env?: Environment;
  readonly now: Date;
}

/** `rep-coach doctor`. */
export function doctorCommand(perform = examine): Command {
  return new Command('doctor')
    .description(
      'check configuration, database, sources and Slack, and show the thresholds and the playbook in force; changes nothing',
    )
    .action(async () => {
      const isWell = await perform({ now: new Date() });
      if (!isWell) process.exitCode = 1;
    });
}

/** Prints what each check found. @returns false when anything is wrong. */
export async function examine({ env, now }: DoctorRequest): Promise<boolean> {
  const { findings, config } = checkConfiguration(env);
  const { database, thresholds, playbook, slack } = config;
  const checked = [
    ...findings,
    ...(database === undefined ? [] : await checkDatabase(database, now)),
    slack === undefined
      ? note('slack', 'not asked: SLACK_BOT_TOKEN is not set, or not as it should be')
      : await ask(slack),
    ...(playbook === undefined ? [] : [await playbookInForce(playbook.file)]),
  ];
  const inForce = thresholds === undefined ? null : await thresholdsOf(thresholds.file);
  const all = inForce === null ? checked : [...checked, inForce.finding];
  const lines = [...all.flatMap(findingLines), ...(inForce?.lines ?? []).map((line) => `       ${line}`)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return all.every(({ state }) => state !== 'wrong');
}

/** Slack's client is loaded by those who have a token. */
async function ask(slack: Parameters<typeof import('./doctor/check-slack.ts').checkSlack>[0]): Promise<Finding> {
  const { checkSlack } = await import('./doctor/check-slack.ts');
  return checkSlack(slack);
}

async function playbookInForce(file: string | undefined): Promise<Finding> {
  if (file === undefined) return ok('playbook', 'in force, built in');
  try {
    await loadPlaybook(file);
    return ok('playbook', `in force, ${file}`);
  } catch (error) {
    return findingOf('playbook', error);
  }
}

async function thresholdsOf(file: string | undefined): Promise<{ finding: Finding; lines: string[] }> {
  try {
    const catalog = await loadCatalog({ thresholds: file });
    const document = file === undefined ? null : await thresholdsDocument(file);
    const says = file === undefined ? 'in force, all built in:' : `in force, built in unless marked (file), ${file}:`;
    return { finding: ok('thresholds', says), lines: thresholdLines(catalog, document) };
  } catch (error) {
    return { finding: findingOf('thresholds', error), lines: [] };
  }
}
