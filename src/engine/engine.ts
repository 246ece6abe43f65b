import type { Knex } from 'knex';
import { beginSchedule } from '../db/stores/job-schedule.ts';
import { nextNotBefore } from '../delivery/claims.ts';
import { dueOccurrences } from './due-occurrences.ts';
import type { JobHandlers, OnProgress } from './job-context.ts';
import { type JobName, jobNames, jobs } from './jobs.ts';
import { latestPeriod, nextOccurrence, type Occurrence } from './occurrences.ts';
import { type RunRequest, type RunResult, runJob } from './run-job.ts';
import { loadTimetable, type TimetableSettings } from './timetable.ts';

export interface EngineOptions {
  readonly db: Knex;
  readonly settings: TimetableSettings;
  readonly handlers: JobHandlers;
  readonly onProgress?: OnProgress | undefined;
  readonly leaseMs?: number | undefined;
}

export interface Engine {
  /** Fixes, the first time, from when on runs are due. Business time. */
  begin(now: Date): Promise<void>;
  /** What is due by the business time and not done, in running order. */
  due(now: Date): Promise<Occurrence[]>;
  /**
   * Runs all that is due, in order; stops where somebody else is at work, or with `wait` waits for them. A run that
   * breaks off holds up only the later ones of a job that runs in order, and the next call goes on with it.
   * @throws what broke the first one off, after all the others; the row of each run says its own.
   */
  runDue(now: Date, options?: { wait?: boolean }): Promise<void>;
  run(request: RunRequest): Promise<RunResult>;
  /**
   * Runs a job for the latest period that is due by the end of a local date; where runs build on one another, what is due
   * of earlier ones first: a later run would leave them out for good.
   */
  runLatest(
    job: JobName,
    asOf: RunRequest['localPeriod'],
    now: Date,
    options?: Pick<RunRequest, 'wait'>,
  ): Promise<RunResult>;
  /** The next instant of business time, strictly later, at which something falls due: a run, or a message. */
  nextStop(after: Date): Promise<{ at: Date; what: string } | null>;
}

interface Failure extends Pick<Occurrence, 'job' | 'localPeriod'> {
  readonly error: unknown;
}

/** Not to be begun after the failure: the same run, and what builds on it. */
function isInTheWayOf({ job, localPeriod }: Occurrence): (failure: Failure) => boolean {
  return (failure) => failure.job === job && (jobs[job].isInOrder || failure.localPeriod === localPeriod);
}

/** Everything that happens by the calendar. Any number may run at once on one database. */
export function createEngine(options: EngineOptions): Engine {
  const { db, settings } = options;
  const parts = { ...options, orgTz: settings.orgTz };
  const names = jobNames.filter((name) => options.handlers[name] !== undefined);
  const timetable = (now: Date) => loadTimetable(db, settings, now);
  const due = async (now: Date) => dueOccurrences(db, names, await timetable(now), now);

  return {
    begin: (now) => beginSchedule(db, names, now),
    due,
    async runDue(now, { wait = false } = {}) {
      const failures: Failure[] = [];
      const next = async () => (await due(now)).find((occurrence) => !failures.some(isInTheWayOf(occurrence)));
      for (let first = await next(); first !== undefined; first = await next()) {
        const { job, localPeriod } = first;
        try {
          const result = await runJob(parts, { job, localPeriod, now, wait });
          if (result.outcome === 'running_elsewhere') break;
        } catch (error) {
          failures.push({ job, localPeriod, error });
        }
      }
      const [failure] = failures;
      if (failure !== undefined) throw failure.error;
    },
    run: (request) => runJob(parts, request),
    async runLatest(job, asOf, now, { wait = true } = {}) {
      const { calendar } = await timetable(now);
      const latest = latestPeriod(job, asOf, calendar);
      const isBefore = (one: Occurrence) => one.job === job && jobs[job].isInOrder && one.localPeriod < latest;
      for (const { localPeriod } of (await due(now)).filter(isBefore)) {
        await runJob(parts, { job, localPeriod, now, wait });
      }
      return runJob(parts, { job, localPeriod: latest, now, wait });
    },
    async nextStop(after) {
      const run = nextOccurrence(names, after, await timetable(after));
      const message = await nextNotBefore(db, after);
      if (message !== null && (run === null || message < run.dueAt)) return { at: message, what: 'message' };
      return run && { at: run.dueAt, what: `${run.job} run` };
    },
  };
}
