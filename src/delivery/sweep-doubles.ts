import type { DeliveryRow } from './delivery-row.ts';
import { type FoundMessage, findOurs } from './find-message.ts';
import type { SenderContext } from './sender-context.ts';
import { faultOf } from './slack-outcome.ts';
import { judgeSeen, keepUnknown } from './unknown-messages.ts';

const BATCH = 20;

/**
 * Looks once more for messages whose outcome had been unclear: where Slack showed one later than we waited for it, there
 * are two. The later one is deleted. Returns how many were. What else of ours stands in the same conversation is held
 * against the rows by the way.
 */
export async function sweepDoubles(context: SenderContext): Promise<number> {
  const { db, limits, log } = context;
  const { rows } = await db.raw<{ rows: DeliveryRow[] }>(
    `update delivery set sweep_at = clock_timestamp() + :again * interval '1 millisecond'
     where delivery_id in (
       select delivery_id from delivery
       where sweep_at <= clock_timestamp()
         and (state in ('sent', 'withheld') or (state = 'parked' and sending_since is null)) order by sweep_at limit :batch for update skip locked)
     returning *`,
    { again: limits.sweepAfterMs, batch: BATCH },
  );
  let deleted = 0;
  for (const row of rows) {
    try {
      deleted += await deleteDoubles(context, row);
      await db('delivery').where({ delivery_id: row.delivery_id }).update({ sweep_at: null });
    } catch (thrown) {
      log.warn({ delivery: row.delivery_id, error: faultOf(thrown).error }, 'could not look for doubles');
    }
  }
  if (deleted > 0) log.warn({ deleted }, 'doubled messages were deleted');
  return deleted;
}

async function deleteDoubles(context: SenderContext, row: DeliveryRow): Promise<number> {
  const { db, client } = context;
  if (row.channel_id === null) return 0;
  const place = { channelId: row.channel_id, lookedFor: row.delivery_id };
  const seen = await findOurs(context, row);
  await judgeSeen(db, place, seen);
  if (row.state !== 'sent') return 0;
  const found = seen.filter(({ uuid }) => uuid === row.message_uuid);
  const kept = keptOf(found);
  if (kept === undefined) return 0;
  const others = found.filter((message) => message.ts !== kept.ts);
  const doubles = others.filter(({ replyCount }) => replyCount === 0);
  for (const double of doubles) await client.chat.delete({ channel: row.channel_id, ts: double.ts });
  for (const other of others) if (!doubles.includes(other)) await keepUnknown(db, row.channel_id, other);
  if (kept.ts !== row.message_ts) {
    await db('delivery')
      .where({ delivery_id: row.delivery_id, state: 'sent' })
      .update({ message_ts: kept.ts, wanted_version: db.raw('wanted_version + 1'), shown_digest: null });
  }
  return doubles.length;
}

/** The earliest, unless people have answered another: their words are never taken away. */
function keptOf(found: readonly FoundMessage[]): FoundMessage | undefined {
  return found.find((message) => message.replyCount > 0) ?? found[0];
}
