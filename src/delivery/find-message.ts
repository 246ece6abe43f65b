import type { DeliveryRow } from './delivery-row.ts';
import { uuidIn } from './message-metadata.ts';
import type { SenderContext } from './sender-context.ts';

/** A message of ours in Slack. */
export interface FoundMessage {
  /** Of the delivery that it was sent for. */
  readonly uuid: string;
  readonly ts: string;
  readonly replyCount: number;
}

/** Clocks of the bot and of Slack may differ by this much. */
const CLOCK_SKEW_MS = 120_000;
const PAGE = 200;

/**
 * Every message in the delivery's channel (or thread) that carries its UUID, the earliest first. Throws what the calls
 * to Slack threw.
 */
export async function findMessages(context: SenderContext, row: DeliveryRow): Promise<FoundMessage[]> {
  return (await findOurs(context, row)).filter(({ uuid }) => uuid === row.message_uuid);
}

/** The same with our other messages since the delivery was begun: those of every delivery. */
export async function findOurs(context: SenderContext, row: DeliveryRow): Promise<FoundMessage[]> {
  if (row.channel_id === null || row.search_from === null) return [];
  const threadTs = await threadOf(context, row);
  const found: FoundMessage[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      channel: row.channel_id,
      oldest: ((row.search_from.getTime() - CLOCK_SKEW_MS) / 1000).toFixed(6),
      inclusive: true,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer =
      threadTs === null
        ? await context.client.conversations.history(query)
        : await context.client.conversations.replies({ ...query, ts: threadTs });
    for (const { ts, metadata, reply_count } of answer.messages ?? []) {
      const uuid = uuidIn(metadata);
      if (ts !== undefined && uuid !== null) found.push({ uuid, ts, replyCount: reply_count ?? 0 });
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return found.sort((a, b) => Number(a.ts) - Number(b.ts));
}

async function threadOf({ db }: SenderContext, row: DeliveryRow): Promise<string | null> {
  if (row.thread_key === null) return null;
  const root = await db<DeliveryRow>('delivery').where({ delivery_key: row.thread_key }).first('message_ts');
  return root?.message_ts ?? null;
}
