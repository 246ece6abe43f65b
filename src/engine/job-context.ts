import type { Knex } from 'knex';
import type { RunSummary } from '../db/stores/job-runs.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { OwnError } from '../errors.ts';
import type { JobName } from './jobs.ts';

/** How far a run is; `total` is null where nobody knows. */
export interface Progress {
  readonly job: JobName;
  readonly localPeriod: LocalDate;
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
}
export type OnProgress = (progress: Progress) => void;

/** What became of the items of a stage, in this attempt. */
export interface ItemCounts {
  readonly done: number;
  /** Done in an earlier attempt, or by somebody else. */
  readonly skipped: number;
  readonly parked: number;
}

/**
 * What a handler works with. A handler may be run again for the same period, after a crash or to do what was parked: all
 * that it changes goes through `once` and `forEachItem`, which leave out what is done, or is such that a repeat has no
 * effect.
 */
export interface JobContext {
  /** For reading. */
  readonly db: Knex;
  readonly job: JobName;
  /** The Monday of the week, the day, the first of the month: what the run looks back from. */
  readonly localPeriod: LocalDate;
  /** Business time at which the run was first begun; the same in every attempt. */
  readonly runStart: Date;
  /** Business time of this attempt. */
  readonly now: Date;
  /** Says which stage begins. @throws LeaseLostError */
  stage(name: string): Promise<void>;
  /** Reports how far the stage is. */
  progress(done: number, total: number | null): void;
  /** Does a step in one transaction that is never repeated once it was committed. What it throws breaks the run off. */
  once(step: string, work: (trx: Knex.Transaction) => Promise<void>): Promise<void>;
  /**
   * Does something for each item, each in a transaction of its own. An item that fails is parked with its error and the
   * others go on. In a job whose runs build on one another, an item that is parked in an earlier period waits for it,
   * also in a period that does not list it yet. Of a run that had ended before, what was parked is all that is left.
   * `stage` and `idOf` name an item; the same ones in every period.
   * @throws LeaseLostError; what the database throws when it is away.
   */
  forEachItem<T>(
    stage: string,
    items: readonly T[],
    idOf: (item: T) => string,
    work: (trx: Knex.Transaction, item: T) => Promise<void>,
  ): Promise<ItemCounts>;
}

/** What a job does. Returns what there is to say of it. */
export type JobHandler = (context: JobContext) => Promise<RunSummary>;
/** A job without a handler is not scheduled. */
export type JobHandlers = Readonly<Partial<Record<JobName, JobHandler>>>;

/** Somebody else has taken the run over; this attempt does nothing more. */
export class LeaseLostError extends OwnError {
  constructor(job: string, localPeriod: string) {
    super(`Somebody else has taken over the ${job} run of ${localPeriod}`);
    this.name = 'LeaseLostError';
  }
}
