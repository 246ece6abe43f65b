import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/**
 * Counts and other short facts that a run reports, some told apart by kind; the same again when a run that is done is
 * asked for again.
 */
export type RunSummary = Readonly<Record<string, string | number | boolean | null | Readonly<Record<string, number>>>>;

/** Which run. */
export interface RunKey {
  readonly job: string;
  readonly localPeriod: LocalDate;
}

/** A run as its row says. */
export interface JobRun extends RunKey {
  readonly state: 'running' | 'done';
  /** Business time of its first attempt. */
  readonly runStart: Date;
  readonly attempts: number;
  /** Whoever holds this number may go on with the run; every claim raises it. */
  readonly fence: number;
  readonly stage: string;
  readonly summary: RunSummary;
  /** Somebody is at work on it, as far as one can tell. */
  readonly isLeased: boolean;
  /** It has ended before and said what it did, also when it was opened again since. */
  readonly hasEnded: boolean;
}

interface JobRunRow {
  job: string;
  local_period: LocalDate;
  state: 'running' | 'done';
  run_start: Date;
  attempts: number;
  fence: number;
  stage: string;
  summary: RunSummary;
  is_leased: boolean;
  has_ended: boolean;
}

const columns = `job, local_period, state, run_start, attempts, fence, stage, summary,
  (state = 'running' and lease_until > clock_timestamp()) as is_leased, summary <> '{}' as has_ended`;

function toRun(row: JobRunRow): JobRun {
  return {
    job: row.job,
    localPeriod: row.local_period,
    state: row.state,
    runStart: row.run_start,
    attempts: row.attempts,
    fence: row.fence,
    stage: row.stage,
    summary: row.summary,
    isLeased: row.is_leased,
    hasEnded: row.has_ended,
  };
}

/** Lets one claim of a job's runs follow the other, until the transaction ends. */
export async function lockJob(trx: Knex.Transaction, job: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(702, hashtext(?))', [job]);
}

/** All runs, of one job or of every job, oldest period first. */
export async function jobRuns(db: Knex, job?: string): Promise<JobRun[]> {
  const where = job === undefined ? '' : 'where job = ?';
  const { rows } = await db.raw<{ rows: JobRunRow[] }>(
    `select ${columns} from job_run ${where} order by local_period, job`,
    job === undefined ? [] : [job],
  );
  return rows.map(toRun);
}

/** Begins a run, or takes over one that nobody is at work on; a run that is done is opened again. */
export async function leaseRun(trx: Knex.Transaction, key: RunKey, now: Date, leaseMs: number): Promise<JobRun> {
  const { rows } = await trx.raw<{ rows: JobRunRow[] }>(
    `insert into job_run as r (job, local_period, run_start, lease_until)
     values (:job, :period, :now, clock_timestamp() + :leaseMs * interval '1 millisecond')
     on conflict (job, local_period) do update
       set state = 'running', finished_at = null, attempts = r.attempts + 1, fence = r.fence + 1,
           lease_until = excluded.lease_until
     returning ${columns}`,
    { job: key.job, period: key.localPeriod, now, leaseMs },
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`The run ${key.job} ${key.localPeriod} could not be leased`);
  return toRun(row);
}

type Changes = Readonly<Record<string, string | Date | Knex.Raw | null>>;

/** @returns false, having changed nothing, when somebody else has taken the run over. */
async function update(db: Knex, run: JobRun, changes: Changes): Promise<boolean> {
  const changed = await db('job_run')
    .where({ job: run.job, local_period: run.localPeriod, fence: run.fence, state: 'running' })
    .update(changes);
  return changed > 0;
}

/** @returns false when somebody else has taken the run over. */
export function extendLease(db: Knex, run: JobRun, leaseMs: number): Promise<boolean> {
  return update(db, run, { lease_until: db.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [leaseMs]) });
}

/** @returns false when somebody else has taken the run over. */
export function enterStage(db: Knex, run: JobRun, stage: string): Promise<boolean> {
  return update(db, run, { stage });
}

/** @returns false when somebody else has taken the run over. */
export function finishRun(db: Knex, run: JobRun, summary: RunSummary, now: Date): Promise<boolean> {
  return update(db, run, {
    state: 'done',
    stage: 'done',
    summary: JSON.stringify(summary),
    finished_at: now,
    last_error: null,
    lease_until: db.raw('clock_timestamp()'),
  });
}

/** Records why an attempt broke off and gives the run free, so that it can be gone on with at once. */
export async function breakOffRun(db: Knex, run: JobRun, error: string): Promise<void> {
  await update(db, run, { last_error: error, lease_until: db.raw('clock_timestamp()') });
}

/** True while the run is still the caller's. */
export async function isStillHeld(db: Knex, run: JobRun): Promise<boolean> {
  const row = await db('job_run')
    .where({ job: run.job, local_period: run.localPeriod, fence: run.fence, state: 'running' })
    .first('job');
  return row !== undefined;
}
