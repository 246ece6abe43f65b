import type { RunSummary } from '../db/stores/job-runs.ts';
import type { PatternIdentity } from '../domain/metric.ts';
import type { JobName } from '../engine/jobs.ts';
import type { RunResult } from '../engine/run-job.ts';

/** What is said besides the run's own summary. */
export interface RunNotes {
  /** The patterns that fired in the period; null for a job that judges none. */
  readonly fired: readonly PatternIdentity[] | null;
  /** Real time that the run took; null where it says nothing. */
  readonly seconds: number | null;
  /** What is said of a run that was not done before; default: "Done". */
  readonly done?: string;
}

/** The last words of `rep-coach run`, one entry a line: counts, then what each is made of, then the time. */
export function describeRun(job: JobName, result: RunResult, { fired, seconds, done = 'Done' }: RunNotes): string[] {
  if (result.outcome === 'running_elsewhere') return [`The ${job} run of ${result.localPeriod} is at work elsewhere.`];
  const { summary, isRepeat, localPeriod } = result;
  return [
    `${isRepeat ? 'Was done before' : done}: ${job} ${localPeriod}, ${counts(summary)}.`,
    ...made('Readings by status', kinds(summary.byStatus)),
    ...(fired === null ? [] : made('Patterns fired', fired.map(patternLine))),
    ...made('Source rows refused', kinds(summary.refused)),
    ...made('Source rows new since the last run that break the contract', kinds(summary.atFault)),
    ...(seconds === null ? [] : [`Time: ${seconds.toFixed(1)} s.`]),
  ];
}

/** In one order, whether the summary was just made or read back. */
function counts(summary: RunSummary): string {
  return Object.entries(summary)
    .filter(([, value]) => !isByKind(value))
    .sort()
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** Null where the run did not count it. */
function kinds(value: RunSummary[string] | undefined): string[] | null {
  if (!isByKind(value)) return null;
  return Object.entries(value)
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .map(([kind, count]) => `${kind}: ${count}`);
}

function isByKind(value: RunSummary[string] | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null;
}

function made(title: string, items: readonly string[] | null): string[] {
  if (items === null) return [];
  return items.length === 0 ? [`${title}: none`] : [`${title}:`, ...items.map((item) => `  ${item}`)];
}

function patternLine({ repId, metricKey, dimension }: PatternIdentity): string {
  return [repId, metricKey, dimension].filter((part) => part !== '').join('  ');
}
