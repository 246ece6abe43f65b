import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** When a job's run of a period was first begun; null where no run of it was (a backfill read it). */
export async function runStartOf(db: Knex, job: string, localPeriod: LocalDate): Promise<Date | null> {
  const row = await db<{ job: string; local_period: LocalDate; run_start: Date }>('job_run')
    .where({ job, local_period: localPeriod })
    .first('run_start');
  return row?.run_start ?? null;
}
