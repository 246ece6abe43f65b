import type { DeliveryRow } from './delivery-row.ts';
import { type FoundMessage, findMessages } from './find-message.ts';
import { methodGate, shutGate } from './rate-gates.ts';
import type { SenderContext } from './sender-context.ts';
import { after, backoffMs, release, settleParked, settleSent } from './settle.ts';
import { faultOf, type SlackFault } from './slack-outcome.ts';

/** So many reads must miss a message before it is taken for not sent. */
const ABSENT_READS = 2;

/** Finds out what became of a claimed message of which nobody knows whether it was sent. */
export async function lookUp(context: SenderContext, row: DeliveryRow): Promise<void> {
  if (row.state === 'sending') return takeOver(context, row);
  let found: FoundMessage | undefined;
  try {
    [found] = await findMessages(context, row);
  } catch (thrown) {
    return couldNotRead(context, row, faultOf(thrown));
  }
  if (found === undefined) return absent(context, row);
  context.log.info({ delivery: row.delivery_id }, 'a message that seemed lost was found in Slack');
  // What it shows is not known for certain, since each attempt was rendered anew: it is drawn again.
  await settleSent(context, row, { channelId: row.channel_id ?? '', ts: found.ts, shownVersion: 0 });
}

/** Its sender is gone, between the mark that it was begun and the record of what came of it. */
async function takeOver({ db, limits, log }: SenderContext, row: DeliveryRow): Promise<void> {
  log.warn({ delivery: row.delivery_id }, 'the sender of a message is gone');
  await release(db, row, {
    state: 'ambiguous',
    retry_at: db.raw(`sending_since + ? * interval '1 millisecond'`, [limits.timeoutMs + limits.lagMs]),
    sweep_at: after(db, limits.sweepAfterMs),
  });
}

async function absent({ db, limits }: SenderContext, row: DeliveryRow): Promise<void> {
  const reads = row.absent_reads + 1;
  const changes =
    reads < ABSENT_READS
      ? { absent_reads: reads, retry_at: after(db, limits.readSpacingMs) }
      : { absent_reads: 0, state: 'pending', sending_since: null };
  await release(db, row, changes);
}

async function couldNotRead(context: SenderContext, row: DeliveryRow, fault: SlackFault): Promise<void> {
  const { db } = context;
  switch (fault.kind) {
    case 'bot_refused':
      await release(db, row, {});
      return context.stopSending(fault.error);
    case 'rate_limited':
      await shutGate(db, methodGate('conversations.history'), fault.waitMs);
      await release(db, row, {});
      return;
    case 'refused':
    case 'bad_blocks':
      return db.transaction((trx) => settleParked(context, trx, row, `unreadable:${fault.error}`, true));
    default:
      await release(db, row, { retry_at: after(db, backoffMs(context, row.attempts)) });
  }
}
