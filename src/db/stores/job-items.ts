import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { RunKey } from './job-runs.ts';

interface JobItemRow {
  job: string;
  local_period: LocalDate;
  item: string;
  state: 'done' | 'parked';
  error: string | null;
}

/** A part of a run that failed and waits to be tried again. */
export interface ParkedItem extends RunKey {
  readonly item: string;
  readonly error: string;
}

/**
 * Marks an item as done in the transaction that does it: of two at once the second waits for the first, and does nothing
 * when it succeeded. @returns false when it is done already.
 */
export async function takeItem(trx: Knex.Transaction, run: RunKey, item: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `insert into job_item as i (job, local_period, item, state) values (:job, :period, :item, 'done')
     on conflict (job, local_period, item) do update set state = 'done', error = null, attempts = i.attempts + 1
       where i.state = 'parked'
     returning item`,
    { job: run.job, period: run.localPeriod, item },
  );
  return rows.length > 0;
}

/** Records why an item failed. One that somebody else has done meanwhile stays done. */
export async function parkItem(db: Knex, run: RunKey, item: string, error: string): Promise<void> {
  await db.raw(
    `insert into job_item as i (job, local_period, item, state, error) values (:job, :period, :item, 'parked', :error)
     on conflict (job, local_period, item) do update set error = excluded.error, attempts = i.attempts + 1
       where i.state = 'parked'`,
    { job: run.job, period: run.localPeriod, item, error },
  );
}

/** The items of a run that are done. */
export async function doneItems(db: Knex, run: RunKey): Promise<ReadonlySet<string>> {
  const items = await db<JobItemRow>('job_item')
    .where({ job: run.job, local_period: run.localPeriod, state: 'done' })
    .pluck<string[]>('item');
  return new Set(items);
}

/** Runs that ended and left items parked, with the business time of their last end. */
export async function runsLeftUndone(db: Knex): Promise<(RunKey & { readonly endedAt: Date })[]> {
  const { rows } = await db.raw<{ rows: { job: string; local_period: LocalDate; finished_at: Date }[] }>(
    `select job, local_period, finished_at from job_run run
     where state = 'done' and exists (
       select from job_item item
       where item.job = run.job and item.local_period = run.local_period and item.state = 'parked')
     order by local_period, job`,
  );
  return rows.map((row) => ({ job: row.job, localPeriod: row.local_period, endedAt: row.finished_at }));
}

/** How many items of a run are done and how many are parked. */
export async function countItems(db: Knex, run: RunKey): Promise<{ done: number; parked: number }> {
  const rows = await db<JobItemRow>('job_item')
    .where({ job: run.job, local_period: run.localPeriod })
    .groupBy('state')
    .select<{ state: string; n: number }[]>('state', db.raw('count(*)::int as n'));
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  return { done: of('done'), parked: of('parked') };
}

/** Every parked item of a job, the oldest period first; with `before`, those of earlier periods alone. */
export async function parkedItems(db: Knex, job: string, before?: LocalDate): Promise<ParkedItem[]> {
  const query = db<JobItemRow>('job_item').where({ job, state: 'parked' }).orderBy(['local_period', 'item']);
  if (before !== undefined) query.where('local_period', '<', before);
  const rows = await query.select();
  return rows.map((row) => ({ job, localPeriod: row.local_period, item: row.item, error: row.error ?? '' }));
}
