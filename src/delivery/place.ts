import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Knex } from 'knex';
import type { DeliveryRow } from './delivery-row.ts';
import { gateWaitMs, methodGate } from './rate-gates.ts';
import type { SenderContext } from './sender-context.ts';

/** Where a message goes, or why it cannot. */
export type Place =
  | { kind: 'channel'; channelId: string; threadTs: string | null }
  | { kind: 'nowhere'; outcome: 'park' | 'withhold'; reason: string };

/**
 * Finds the channel of a message and opens it where it is new: a DM that is open can be read back. Throws what the call
 * to Slack threw; opening may be repeated.
 */
export async function findPlace(context: SenderContext, row: DeliveryRow): Promise<Place> {
  if (row.thread_key !== null) return inThread(context, row, row.thread_key);
  const person = await context
    .db<{ person_id: string; slack_user_id: string | null }>('person')
    .where({ person_id: row.recipient_id })
    .first('slack_user_id');
  const userId = person?.slack_user_id ?? null;
  if (userId === null) return { kind: 'nowhere', outcome: 'park', reason: 'no_slack_user' };
  const channelId = (await knownDm(context, userId)) ?? (await openDm(context, userId));
  return { kind: 'channel', channelId, threadTs: null };
}

async function inThread({ db }: SenderContext, row: DeliveryRow, rootKey: string): Promise<Place> {
  const root = await db<DeliveryRow>('delivery')
    .where({ delivery_key: rootKey })
    .first('state', 'channel_id', 'message_ts');
  const channelId = root?.channel_id ?? null;
  const threadTs = root?.message_ts ?? null;
  if (channelId === null || threadTs === null) {
    return { kind: 'nowhere', outcome: 'withhold', reason: 'thread_root_withheld' };
  }
  if (await isOthersDm(db, { recipientId: row.recipient_id, channelId })) {
    return { kind: 'nowhere', outcome: 'park', reason: 'slack_account_changed' };
  }
  return { kind: 'channel', channelId, threadTs };
}

/** True where the conversation is known to be with another account than the one that the person has now. */
export async function isOthersDm(
  db: Knex,
  { recipientId, channelId }: { recipientId: string; channelId: string | null },
): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `select from slack_dm dm join person on person.person_id = :recipientId
     where dm.channel_id = :channelId and dm.slack_user_id is distinct from person.slack_user_id`,
    { recipientId, channelId },
  );
  return rows.length > 0;
}

interface DmRow {
  slack_user_id: string;
  channel_id: string;
}

async function knownDm({ db }: SenderContext, userId: string): Promise<string | undefined> {
  const row = await db<DmRow>('slack_dm').where({ slack_user_id: userId }).first('channel_id');
  return row?.channel_id;
}

async function openDm({ db, client }: SenderContext, userId: string): Promise<string> {
  const waitMs = await gateWaitMs(db, methodGate('conversations.open'));
  if (waitMs > 0) throw new WebAPIRateLimitedError(waitMs / 1000);
  const answer = await client.conversations.open({ users: userId });
  const channelId = answer.channel?.id;
  if (channelId === undefined) throw new WebAPIPlatformError({ ok: false, error: 'channel_not_found' });
  await db<DmRow>('slack_dm')
    .insert({ slack_user_id: userId, channel_id: channelId })
    .onConflict('slack_user_id')
    .merge();
  return channelId;
}

/** Forgets a DM that Slack no longer knows, so that it is opened anew when the delivery is let go again. */
export async function forgetDm({ db }: SenderContext, channelId: string): Promise<void> {
  await db<DmRow>('slack_dm').where({ channel_id: channelId }).delete();
}
