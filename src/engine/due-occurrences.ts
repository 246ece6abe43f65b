import type { Knex } from 'knex';
import { type JobRun, jobRuns } from '../db/stores/job-runs.ts';
import { dueFrom } from '../db/stores/job-schedule.ts';
import { startOfDay } from '../domain/calendar.ts';
import { type JobName, jobs } from './jobs.ts';
import { inRunningOrder, type Occurrence, occurrencesBetween, type Timetable } from './occurrences.ts';

/**
 * What is due by `now` and not done, in running order: found by looking, so that nothing is missed by having slept.
 * Nothing older than a job's first start is due, and in a job that runs in order no period that a later one has overtaken; a run that was begun is
 * due until it is done.
 */
export async function dueOccurrences(
  db: Knex,
  names: readonly JobName[],
  timetable: Timetable,
  now: Date,
): Promise<Occurrence[]> {
  const since = await dueFrom(db);
  const runs = await jobRuns(db);
  return inRunningOrder(
    names.flatMap((job) => {
      const from = since.get(job);
      const own = runs.filter((run) => run.job === job);
      const unfinished = own.filter((run) => run.state === 'running').map((run) => occurrenceOf(job, run, timetable));
      if (from === undefined) return unfinished;
      const due = occurrencesBetween([job], from, now, timetable);
      return [...unfinished, ...due.filter(({ localPeriod }) => isOpen(job, localPeriod, own))];
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
