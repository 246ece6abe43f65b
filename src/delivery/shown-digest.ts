import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { RenderedMessage } from './delivery.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** Tells what a message says from anything else that it could say. */
export function digestOf({ text, blocks }: Pick<RenderedMessage, 'text' | 'blocks'>): string {
  return createHash('sha256')
    .update(JSON.stringify([text, blocks]))
    .digest('hex');
}

/**
 * Slack is about to be given something else: until that is recorded nobody knows what it shows. Returns false, having
 * changed nothing, when the claim was lost.
 */
export async function doubtShown(db: Knex, row: DeliveryRow): Promise<boolean> {
  const changed = await db('delivery')
    .where({ delivery_id: row.delivery_id, fence: row.fence, state: 'sent' })
    .update({ shown_digest: markOf(row) });
  return changed > 0;
}

/** What a row records when Slack took it: the digest, unless an older drawing may have covered it meanwhile. */
export function shownDigest(db: Knex, row: DeliveryRow, digest: string): Knex.Raw {
  return db.raw('case when shown_digest in (?, ?) then ? end', [markOf(row), digest, digest]);
}

/** Every claim has its own, so that one never answers for what another has begun. */
const markOf = ({ fence }: DeliveryRow): string => `drawing:${fence}`;
