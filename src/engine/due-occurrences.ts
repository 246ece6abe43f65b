import type { Knex } from 'knex';
import { runsLeftUndone } from '../db/stores/job-items.ts';
import { type JobRun, jobRuns } from '../db/stores/job-runs.ts';
import { dueFrom } from '../db/stores/job-schedule.ts';
import { startOfDay } from '../domain/calendar.ts';
import { type JobName, jobs } from './jobs.ts';
import { inRunningOrder, type Occurrence, occurrencesBetween, type Timetable } from './occurrences.ts';

/** Business time after which what a run left undone is tried again. */
const TRY_AGAIN_MS = 4 * 60 * 60_000;

/**
 * What is due by `now` and not done, in running order: found by looking, so that nothing is missed by having slept.
 * Nothing older than a job's first start is due, and in a job that runs in order no period that a later one has overtaken;
 * a run that was begun is due until it is done, and some hours after its end once more where it left something undone.
 */
export async function dueOccurrences(
  db: Knex,
  names: readonly JobName[],
  timetable: Timetable,
  now: Date,
): Promise<Occurrence[]> {
  const since = await dueFrom(db);
  const runs = await jobRuns(db);
  const undone = await runsLeftUndone(db);
  return inRunningOrder(
    names.flatMap((job) => {
      const from = since.get(job);
      const own = runs.filter((run) => run.job === job);
      const unfinished = own.filter((run) => run.state === 'running').map((run) => occurrenceOf(job, run, timetable));
      const again = undone
        .filter((run) => run.job === job)
        .map(({ localPeriod, endedAt }) => ({ job, localPeriod, dueAt: new Date(endedAt.getTime() + TRY_AGAIN_MS) }))
        .filter(({ dueAt }) => dueAt <= now);
      if (from === undefined) return [...unfinished, ...again];
      const due = occurrencesBetween([job], from, now, timetable);
      return [...unfinished, ...again, ...due.filter(({ localPeriod }) => isOpen(job, localPeriod, own))];
    }),
  );
}

function isOpen(job: JobName, localPeriod: string, runs: readonly JobRun[]): boolean {
  if (runs.some((run) => run.localPeriod === localPeriod)) return false;
  return !jobs[job].isInOrder || runs.every((run) => run.localPeriod < localPeriod);
}

/** An unfinished run takes its place in the order by its period. */
function occurrenceOf(job: JobName, run: JobRun, timetable: Timetable): Occurrence {
  return { job, localPeriod: run.localPeriod, dueAt: startOfDay(run.localPeriod, timetable.orgTz) };
}
