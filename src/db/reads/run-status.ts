import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** How the engine stands, for those who run it. Of people it names only to whom a message cannot go. */
export interface RunStatus {
  /** The latest occurrence of each job. */
  readonly jobs: readonly {
    readonly job: string;
    readonly localPeriod: LocalDate;
    readonly state: 'running' | 'done';
    /** Items of it that failed and wait for somebody. */
    readonly parkedItems: number;
  }[];
  /** Messages that wait for somebody to mend something, by person and reason. */
  readonly parkedDeliveries: readonly {
    readonly recipientName: string;
    readonly reason: string;
    readonly count: number;
  }[];
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
  const parked = await db.raw<{ rows: { recipient_name: string; reason: string | null; count: number }[] }>(
    `select coalesce(person.full_name, d.recipient_id) as recipient_name, d.reason, count(*) as count
     from delivery d left join person on person.person_id = d.recipient_id
     where d.state = 'parked'
     group by person.full_name, d.recipient_id, d.reason order by count desc, recipient_name, d.reason`,
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
    parkedDeliveries: parked.rows.map((row) => ({
      recipientName: row.recipient_name,
      reason: row.reason ?? '',
      count: row.count,
    })),
    dueDeliveries: due.rows[0]?.count ?? 0,
  };
}
