import type { Knex } from 'knex';
import { actionsNotCarried } from '../db/reads/actions-not-carried.ts';
import { redraw } from '../delivery/outbox.ts';

/**
 * Draws again what says that an approved action goes out with the digests of a run which has no digest for its rep, such
 * as one who was away for the whole month: it goes with the next. In the caller's transaction.
 * @param repIds who gets a digest of the run; their actions are taken up by it.
 */
export async function promiseAnew(trx: Knex.Transaction, repIds: readonly string[]): Promise<void> {
  const left = await actionsNotCarried(trx, repIds);
  await redraw(
    trx,
    left.map((coachingId) => `coaching:${coachingId}`),
  );
}
