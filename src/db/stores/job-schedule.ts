import type { Knex } from 'knex';

interface JobScheduleRow {
  job: string;
  due_from: Date;
}

/** Fixes, at a job's first start, from when on its runs are due: nothing older ever is. Later starts change nothing. */
export async function beginSchedule(db: Knex, jobs: readonly string[], now: Date): Promise<void> {
  if (jobs.length === 0) return;
  await db<JobScheduleRow>('job_schedule')
    .insert(jobs.map((job) => ({ job, due_from: now })))
    .onConflict('job')
    .ignore();
}

/** Business time from which on each job's runs are due; a job that was never started is left out. */
export async function dueFrom(db: Knex): Promise<ReadonlyMap<string, Date>> {
  const rows = await db<JobScheduleRow>('job_schedule').select();
  return new Map(rows.map((row) => [row.job, row.due_from]));
}
