import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';

/*
 * One transaction that is rolled back at the end. What would be transactions of their own are savepoints in it, one after
 * the other, as they share a connection; one within another, whether it was begun on that transaction or on the database,
 * is a savepoint within its savepoint. A transaction that only reads changes nothing and may be what it is: it sees the
 * database as it was before.
 */

/** What is let in one by one. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/**
 * Works on the database as it would be, and leaves nothing behind. Rows and advisory locks that the work takes are held
 * until it ends: whoever wants them waits. It waits for those of others for ten seconds.
 * @throws whatever the work throws.
 */
export async function rehearse<T>(db: Knex, work: (rehearsal: Knex) => Promise<T>): Promise<T> {
  const outer = await db.transaction();
  try {
    await outer.raw(`set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '10min'`);
    return await work(withSavepoints(db, outer));
  } finally {
    await outer.rollback();
  }
}

type Work = (trx: Knex) => Promise<unknown>;

function withSavepoints(db: Knex, outer: Knex.Transaction): Knex {
  const within = new AsyncLocalStorage<Turns>();
  const top = new Turns();
  const savepoint = (work: Work) =>
    (within.getStore() ?? top).take(async () => {
      await outer.raw('savepoint rehearsed');
      try {
        const result = await within.run(new Turns(), () => work(rehearsal));
        await outer.raw('release savepoint rehearsed');
        return result;
      } catch (error) {
        await outer.raw('rollback to savepoint rehearsed; release savepoint rehearsed');
        throw error;
      }
    });
  const transaction = (work: Work, config: Knex.TransactionConfig = {}) =>
    config.readOnly === true ? db.transaction(work, config) : savepoint(work);
  const rehearsal: Knex = new Proxy<Knex>(outer, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name, target)),
  });
  return rehearsal;
}
