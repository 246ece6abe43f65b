import type { DeliveryRow } from './delivery-row.ts';
import type { SenderContext } from './sender-context.ts';
import { after, backoffMs, release, settleParked, settleSent, settleWithheld } from './settle.ts';
import { faultOf, type SlackFault } from './slack-outcome.ts';

export interface Reaction {
  kind: 'reaction';
  channelId: string;
  messageTs: string;
  name: string;
}

/** Adds a reaction. One that is there already is what we wanted, so it is simply repeated until Slack has it. */
export async function react(context: SenderContext, row: DeliveryRow, reaction: Reaction): Promise<void> {
  const { channelId, messageTs, name } = reaction;
  try {
    await context.client.reactions.add({ channel: channelId, timestamp: messageTs, name });
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (fault.error !== 'already_reacted') return couldNotReact(context, row, fault);
  }
  await settleSent(context, row, { channelId, ts: messageTs, shownVersion: row.wanted_version });
}

async function couldNotReact(context: SenderContext, row: DeliveryRow, fault: SlackFault): Promise<void> {
  const { db } = context;
  const attempts = row.attempts + 1;
  if (fault.kind === 'bot_refused') {
    await release(db, row, {});
    return context.stopSending(fault.error);
  }
  if (fault.kind === 'rate_limited') {
    await release(db, row, { retry_at: after(db, fault.waitMs) });
    return;
  }
  if (fault.error === 'message_not_found') {
    return db.transaction((trx) => settleWithheld(context, trx, row, fault.error));
  }
  const answered = fault.kind === 'ambiguous' && fault.answered;
  if (fault.kind === 'refused' || answered) {
    return db.transaction((trx) => settleParked(context, trx, row, fault.error));
  }
  await release(db, row, { attempts, retry_at: after(db, backoffMs(context, attempts)) });
}
