import type { Knex } from 'knex';
import { scheduleJob } from 'node-schedule';
import type { Logger } from 'pino';
import { beat } from '../db/stores/heartbeats.ts';
import { summarise } from '../error-summary.ts';
import type { Engine } from './engine.ts';

export interface SchedulerOptions {
  readonly db: Knex;
  readonly engine: Engine;
  readonly businessNow: () => Date;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

const EVERY_MINUTE = '* * * * *';

/**
 * Looks every minute, and at once, at what is due. The tick decides nothing: what it missed, the next one finds. Returns
 * how to end it: nothing new is begun, and what is under way is waited for.
 */
export function startScheduler({ db, engine, businessNow, log }: SchedulerOptions): () => Promise<void> {
  let underWay: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      await engine.begin(businessNow());
      await engine.runDue(businessNow());
    } catch (error) {
      log.error({ error: summarise(error) }, 'a scheduled run broke off; it is gone on with in a minute');
    } finally {
      underWay = null;
    }
  }

  function tick(): void {
    // A long run must not look like silence. That the database is away shows elsewhere.
    beat(db, 'scheduler').catch(() => undefined);
    underWay ??= look();
  }

  const ticks = scheduleJob(EVERY_MINUTE, tick);
  tick();
  return async () => {
    ticks.cancel();
    await underWay;
  };
}
