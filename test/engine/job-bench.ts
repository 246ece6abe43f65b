import { beforeEach } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { JobContext, JobHandlers } from '../../src/engine/job-context.ts';
import { useDatabase } from '../support/database.ts';

const settings = { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' };

export const at = (date: string, time: string = '06:00') => new Date(`${date}T${time}:00Z`);

export const run = (engine: Engine, localPeriod: LocalDate, now: Date = at('2026-06-30')) =>
  engine.run({ job: 'weekly', localPeriod, now });

/** Something to wait at until the test lets it go. */
export function closedGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** A database without runs, and engines on it whose jobs note what they do in `done`. */
export function useJobs() {
  const database = useDatabase();
  const done: string[] = [];
  beforeEach(async () => {
    await database.owner.raw('truncate job_item, job_run, job_schedule, delivery, slack_request cascade');
    done.splice(0);
  });

  /** Does something for each rep, which a rolled back transaction would take back. */
  function each(reps: string[], before: (rep: string, context: JobContext) => Promise<void> | void = () => {}) {
    return async (context: JobContext) => {
      const counts = await context.forEachItem(
        'step',
        reps,
        (rep) => rep,
        async (trx, rep) => {
          await before(rep, context);
          await trx('slack_request').insert({
            request_key: `${context.job} ${context.localPeriod} ${rep}`,
            kind: 'test',
            received_at: context.runStart,
          });
          done.push(`${context.localPeriod} ${rep}`);
        },
      );
      return { reps: counts.done + counts.skipped };
    };
  }

  return {
    database,
    done,
    each,
    engineWith: (handlers: JobHandlers, leaseMs: number = 2_000): Engine =>
      createEngine({ db: database.db, settings, handlers, leaseMs }),
  };
}
