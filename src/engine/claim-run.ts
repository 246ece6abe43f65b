import type { Knex } from 'knex';
import { countItems } from '../db/stores/job-items.ts';
import { type JobRun, jobRuns, leaseRun, lockJob } from '../db/stores/job-runs.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { OperatorError } from '../errors.ts';
import { type JobName, jobs } from './jobs.ts';

export interface ClaimRequest {
  readonly job: JobName;
  readonly localPeriod: LocalDate;
  readonly now: Date;
  readonly leaseMs: number;
}

export type Claim =
  | { outcome: 'claimed'; run: JobRun }
  /** Done, with nothing left to do. */
  | { outcome: 'done'; run: JobRun }
  /** Somebody is at work on this run, or on another one of a job that does one at a time. */
  | { outcome: 'busy'; run: JobRun };

/**
 * Claims a run: begins it, goes on with one that was left, or opens one again that left items parked.
 * @throws OperatorError `later_run_exists`, `earlier_run_unfinished`.
 */
export function claimRun(db: Knex, request: ClaimRequest): Promise<Claim> {
  const { job, localPeriod, now, leaseMs } = request;
  return db.transaction(async (trx): Promise<Claim> => {
    await lockJob(trx, job);
    const runs = await jobRuns(trx, job);
    const own = runs.find((run) => run.localPeriod === localPeriod);
    if (own?.isLeased) return { outcome: 'busy', run: own };
    if (own?.state === 'done' && (await countItems(trx, own)).parked === 0) return { outcome: 'done', run: own };
    if (jobs[job].isInOrder) {
      const later = runs.find((run) => run.localPeriod > localPeriod);
      if (own === undefined && later !== undefined) throw laterExists(request, later);
      const atWork = runs.find((run) => run.isLeased);
      if (atWork !== undefined) return { outcome: 'busy', run: atWork };
      const earlier = runs.find((run) => run.localPeriod < localPeriod && run.state === 'running');
      if (earlier !== undefined) throw earlierUnfinished(request, earlier);
    }
    return { outcome: 'claimed', run: await leaseRun(trx, { job, localPeriod }, now, leaseMs) };
  });
}

function laterExists({ job, localPeriod }: ClaimRequest, later: JobRun): OperatorError {
  return new OperatorError({
    code: 'later_run_exists',
    what: `The ${job} run of ${localPeriod} was never made, and that of ${later.localPeriod} already has been.`,
    expected: 'runs in the order of their periods, since each builds on the one before',
    remedy: 'Leave this period out; its readings can be added with `rep-coach backfill`.',
  });
}

function earlierUnfinished({ job, localPeriod }: ClaimRequest, earlier: JobRun): OperatorError {
  return new OperatorError({
    code: 'earlier_run_unfinished',
    what: `The ${job} run of ${localPeriod} must wait: that of ${earlier.localPeriod} was begun and not ended.`,
    expected: 'runs in the order of their periods, since each builds on the one before',
    remedy: `Run \`rep-coach run ${job} --as-of ${earlier.localPeriod}\` first; it goes on with what is left.`,
  });
}
