import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { countItems, parkedItems } from '../db/stores/job-items.ts';
import { breakOffRun, finishRun, type JobRun, jobRuns, type RunSummary } from '../db/stores/job-runs.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { OperatorError } from '../errors.ts';
import { type Claim, claimRun } from './claim-run.ts';
import { errorText, HeldRun } from './held-run.ts';
import { type JobHandlers, LeaseLostError, type OnProgress } from './job-context.ts';
import type { JobName } from './jobs.ts';

/** What runs need of their surroundings. */
export interface EngineParts {
  readonly db: Knex;
  readonly orgTz: string;
  readonly handlers: JobHandlers;
  readonly onProgress?: OnProgress | undefined;
  /** Real time that a run belongs to its process without a sign of life; 30 seconds. */
  readonly leaseMs?: number | undefined;
}

export interface RunRequest {
  readonly job: JobName;
  readonly localPeriod: LocalDate;
  /** Business time. */
  readonly now: Date;
  /** When somebody else is at work on it: wait for their end, or go on when they fall silent. */
  readonly wait?: boolean | undefined;
}

export type RunResult =
  /** `isRepeat`: it was done before, and nothing happened. */
  | { outcome: 'done'; localPeriod: LocalDate; summary: RunSummary; isRepeat: boolean }
  | { outcome: 'running_elsewhere'; localPeriod: LocalDate };

type BusyClaim = Extract<Claim, { outcome: 'busy' }>;

const LEASE_MS = 30_000;
const WAIT_POLL_MS = 250;

/**
 * Runs a job for a period, once: a run that is done has no effect when it is repeated, one that was broken off goes on
 * with what is left, and of two at once one runs.
 * @throws OperatorError when the period may not be run; whatever broke the run off, which is recorded in its row.
 */
export async function runJob(parts: EngineParts, request: RunRequest): Promise<RunResult> {
  if (request.localPeriod > localDateOf(request.now, parts.orgTz)) throw notYetBegun(request);
  for (;;) {
    const claim =
      (await retryEarlierPeriods(parts, request)) ??
      (await claimRun(parts.db, { ...request, leaseMs: leaseOf(parts) }));
    const { localPeriod } = claim.run;
    if (claim.outcome === 'done') return { outcome: 'done', localPeriod, summary: claim.run.summary, isRepeat: true };
    if (claim.outcome === 'claimed') {
      return { outcome: 'done', localPeriod, summary: await work(parts, request, claim.run), isRepeat: false };
    }
    if (!request.wait) return { outcome: 'running_elsewhere', localPeriod };
    await sleep(WAIT_POLL_MS);
  }
}

function leaseOf(parts: EngineParts): number {
  return parts.leaseMs ?? LEASE_MS;
}

/**
 * What was parked in earlier periods comes first; a run that is done touches nothing. An earlier one that was begun again
 * and not ended is due by itself. Returns the claim of somebody else that is in the way, or null.
 */
async function retryEarlierPeriods(parts: EngineParts, request: RunRequest): Promise<BusyClaim | null> {
  const { db } = parts;
  const { job, localPeriod, now } = request;
  const endedOnes = new Set(
    (await jobRuns(db, job)).filter((run) => run.state === 'done').map((run) => run.localPeriod),
  );
  if (endedOnes.has(localPeriod)) return null;
  const parked = await parkedItems(db, job, localPeriod);
  for (const earlier of new Set(parked.map((item) => item.localPeriod))) {
    if (!endedOnes.has(earlier)) continue;
    const claim = await claimRun(db, { job, localPeriod: earlier, now, leaseMs: leaseOf(parts) });
    if (claim.outcome === 'busy') return claim;
    if (claim.outcome === 'claimed') await work(parts, request, claim.run);
  }
  return null;
}

async function work(parts: EngineParts, { job, now }: RunRequest, run: JobRun): Promise<RunSummary> {
  const { db, handlers } = parts;
  const handler = handlers[job];
  if (handler === undefined) throw new Error(`The job ${job} has no handler`);
  const held = new HeldRun({
    db,
    job,
    run,
    now,
    leaseMs: leaseOf(parts),
    onProgress: parts.onProgress ?? (() => {}),
  });
  try {
    const said = await handler(held);
    const { parked } = await countItems(db, run);
    const summary = parked === 0 ? said : { ...said, parked };
    if (!(await finishRun(db, run, summary, now))) throw new LeaseLostError(job, run.localPeriod);
    return summary;
  } catch (error) {
    if (!(error instanceof LeaseLostError)) await breakOffRun(db, run, errorText(error)).catch(() => undefined);
    throw error;
  } finally {
    held.close();
  }
}

function notYetBegun({ job, localPeriod, now }: RunRequest): OperatorError {
  return new OperatorError({
    code: 'period_not_begun',
    what: `The ${job} run of ${localPeriod} looks back from a day that has not come; it is ${now.toISOString()}.`,
    expected: 'a period that has begun',
    remedy: 'Wait for it, or name an earlier date.',
  });
}
