import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** How the engine stands, for those who run it. No rep is named. */
export interface RunStatus {
  /** The latest occurrence of each job. */
  readonly jobs: readonly {
    readonly job: string;
    readonly localPeriod: LocalDate;
    readonly state: 'running' | 'done';
    /** Items of it that failed and wait for somebody. */
    readonly parkedItems: number;
  }[];
  /** Messages that wait for somebody to mend something, by reason. */
  readonly parkedDeliveries: readonly { readonly reason: string; readonly count: number }[];
  /** Messages that are due and not sent. */
  readonly dueDeliveries: number;
}

interface JobRow {
  job: string;
  local_period: LocalDate;
  state: 'running' | 'done';
  parked_items: number;
}

/** @param now business time, against which messages are due. */
export async function runStatus(db: Knex, now: Date): Promise<RunStatus> {
  const jobs = await db.raw<{ rows: JobRow[] }>(
    `select distinct on (run.job) run.job, run.local_period, run.state,
            (select count(*) from job_item item
             where item.job = run.job and item.local_period = run.local_period and item.state = 'parked') as parked_items
     from job_run run order by run.job, run.local_period desc`,
  );
  const parked = await db.raw<{ rows: { reason: string; count: number }[] }>(
    `select reason, count(*) as count from delivery where state = 'parked' group by reason order by count desc, reason`,
  );
  const due = await db.raw<{ rows: { count: number }[] }>(
    `select count(*) as count from delivery
     where state in ('pending', 'sending', 'ambiguous') and not_before <= ?`,
    [now],
  );
  return {
    jobs: jobs.rows.map((row) => ({
      job: row.job,
      localPeriod: row.local_period,
      state: row.state,
      parkedItems: row.parked_items,
    })),
    parkedDeliveries: parked.rows,
    dueDeliveries: due.rows[0]?.count ?? 0,
  };
}
