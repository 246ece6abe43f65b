import type { Knex } from 'knex';
import { doneItems, parkedItems, parkItem, takeItem } from '../db/stores/job-items.ts';
import { enterStage, extendLease, isStillHeld, type JobRun } from '../db/stores/job-runs.ts';
import { isTransientFault, retryTransient } from '../db/transient-fault.ts';
import { errorLine } from '../error-summary.ts';
import { type ItemCounts, type JobContext, LeaseLostError, type OnProgress } from './job-context.ts';
import { type JobName, jobs } from './jobs.ts';

const ERROR_CHARACTERS = 500;

export interface HeldRunOptions {
  readonly db: Knex;
  readonly job: JobName;
  readonly run: JobRun;
  readonly now: Date;
  readonly leaseMs: number;
  readonly onProgress: OnProgress;
}

/** The text of an error that is kept with a run or an item: nothing of a row. */
export function errorText(error: unknown): string {
  return errorLine(error).slice(0, ERROR_CHARACTERS);
}

/** An item that waited, and that its run does not list: it is done. */
const nothingLeft = () => Promise.resolve();

/** A leased run at work: keeps its lease alive, does its items, and stops when somebody else takes it over. */
export class HeldRun implements JobContext {
  readonly #options: HeldRunOptions;
  readonly #heart: NodeJS.Timeout;
  #isLost = false;
  #stage = 'started';

  constructor(options: HeldRunOptions) {
    this.#options = options;
    this.#heart = setInterval(() => void this.#beat(), options.leaseMs / 3);
  }

  get db(): Knex {
    return this.#options.db;
  }
  get job(): JobName {
    return this.#options.job;
  }
  get localPeriod() {
    return this.#options.run.localPeriod;
  }
  get runStart(): Date {
    return this.#options.run.runStart;
  }
  get now(): Date {
    return this.#options.now;
  }

  /** Ends the heartbeat. */
  close(): void {
    clearInterval(this.#heart);
  }

  /** A beat that fails is made up for by the next; whether the run is still ours is asked in each item anyway. */
  async #beat(): Promise<void> {
    const { db, run, leaseMs } = this.#options;
    const isHeld = await extendLease(db, run, leaseMs).catch(() => true);
    if (!isHeld) this.#isLost = true;
  }

  async stage(name: string): Promise<void> {
    this.#stage = name;
    if (!(await enterStage(this.db, this.#options.run, name))) throw this.#lost();
    this.progress(0, null);
  }

  progress(done: number, total: number | null): void {
    this.#options.onProgress({ job: this.job, localPeriod: this.localPeriod, stage: this.#stage, done, total });
  }

  async once(step: string, work: (trx: Knex.Transaction) => Promise<void>): Promise<void> {
    await this.#take(step, work);
  }

  async forEachItem<T>(
    stage: string,
    items: readonly T[],
    idOf: (item: T) => string,
    work: (trx: Knex.Transaction, item: T) => Promise<void>,
  ): Promise<ItemCounts> {
    await this.stage(stage);
    const works = new Map(items.map((item) => [`${stage}:${idOf(item)}`, (trx: Knex.Transaction) => work(trx, item)]));
    const done = await doneItems(this.db, this.#options.run);
    const { own, waiting } = await this.#parked();
    const late = new Set([...own, ...waiting.keys()].filter((name) => name.startsWith(`${stage}:`)));
    const names = [...new Set([...works.keys(), ...late])];
    const counts = { done: 0, skipped: 0, parked: 0 };
    for (const [index, name] of names.entries()) {
      this.progress(index, names.length);
      if (done.has(name)) counts.skipped += 1;
      else if (late.has(name) || !this.#options.run.hasEnded)
        counts[await this.#attempt(name, waiting.get(name), works.get(name) ?? nothingLeft)] += 1;
    }
    this.progress(names.length, names.length);
    return counts;
  }

  /** What is parked in this period, and, where runs build on one another, in earlier ones: item by latest period. */
  async #parked(): Promise<{ own: readonly string[]; waiting: ReadonlyMap<string, string> }> {
    const parked = await parkedItems(this.db, this.job);
    const own = parked.filter(({ localPeriod }) => localPeriod === this.localPeriod);
    const earlier = jobs[this.job].isInOrder ? parked.filter(({ localPeriod }) => localPeriod < this.localPeriod) : [];
    return {
      own: own.map(({ item }) => item),
      waiting: new Map(earlier.map(({ item, localPeriod }) => [item, localPeriod])),
    };
  }

  async #attempt(
    name: string,
    earlierPeriod: string | undefined,
    work: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<keyof ItemCounts> {
    const { run } = this.#options;
    if (earlierPeriod !== undefined) {
      await parkItem(this.db, run, name, `waits for ${earlierPeriod}`);
      return 'parked';
    }
    try {
      return (await this.#take(name, work)) ? 'done' : 'skipped';
    } catch (error) {
      if (error instanceof LeaseLostError || isTransientFault(error)) throw error;
      await parkItem(this.db, run, name, errorText(error));
      return 'parked';
    }
  }

  /** @returns false when it is done already. */
  #take(name: string, work: (trx: Knex.Transaction) => Promise<void>): Promise<boolean> {
    const { run } = this.#options;
    return retryTransient(() =>
      this.db.transaction(async (trx) => {
        if (this.#isLost || !(await isStillHeld(trx, run))) throw this.#lost();
        if (!(await takeItem(trx, run, name))) return false;
        await work(trx);
        return true;
      }),
    );
  }

  #lost(): LeaseLostError {
    this.#isLost = true;
    return new LeaseLostError(this.job, this.localPeriod);
  }
}
