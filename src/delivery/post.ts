import { setTimeout as sleep } from 'node:timers/promises';
import type { Picture } from '../domain/picture.ts';
import { summarise } from '../error-summary.ts';
import { pictureDue } from './ask-for-pictures.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { type Illustrated, illustrate } from './illustrate.ts';
import { messageMetadata } from './message-metadata.ts';
import { refusePictures } from './picture-files.ts';
import { findPlace, forgetDm, type Place } from './place.ts';
import { providePictures } from './provide-pictures.ts';
import { channelGate, methodGate, shutGate, takeWorkspaceSlot } from './rate-gates.ts';
import { type Reaction, react } from './react.ts';
import { RenderError, render } from './render.ts';
import type { SenderContext } from './sender-context.ts';
import { after, backoffMs, release, settleParked, settleSent, settleWithheld } from './settle.ts';
import { digestOf } from './shown-digest.ts';
import { faultOf, type SlackFault } from './slack-outcome.ts';

/** After so many posts that Slack answered with an error we do not know, and that left no message, a person must look. */
const UNKNOWN_ANSWERS = 3;

type Channel = Extract<Place, { kind: 'channel' }>;
type Begun = { kind: 'message'; row: DeliveryRow; illustrated: Illustrated } | Reaction;
/** Nothing was begun: these pictures are to be had first, if that goes quickly. */
type Awaiting = { kind: 'awaiting'; pictures: readonly Picture[] };

/** Sends one claimed message: find the place, wait for its turn, check again, send, record what became of it. */
export async function post(context: SenderContext, row: DeliveryRow): Promise<void> {
  const place = await placeOf(context, row);
  if (place === null) return;
  await shutGate(context.db, channelGate(row.recipient_id), context.limits.channelSpacingMs);
  await sleep(await takeWorkspaceSlot(context.db, context.limits.workspacePerSecond));
  let startedAt = performance.now();
  let begun = await beginOrPark(context, row, place, 'await_pictures');
  if (begun?.kind === 'awaiting') {
    await providePictures(context, begun.pictures);
    startedAt = performance.now();
    begun = await beginOrPark(context, row, place, 'as_it_is');
  }
  if (begun === null || begun.kind === 'awaiting') return;
  // Held up for so long that the lease may end under way: whoever takes over looks in Slack first.
  if (performance.now() - startedAt > context.limits.leaseMs - 2 * context.limits.timeoutMs) return;
  if (begun.kind === 'reaction') await react(context, row, begun);
  else await send(context, begun.row, place, begun.illustrated);
}

async function placeOf(context: SenderContext, row: DeliveryRow): Promise<Channel | null> {
  let place: Place;
  try {
    place = await findPlace(context, row);
  } catch (thrown) {
    await couldNotOpen(context, row, faultOf(thrown));
    return null;
  }
  if (place.kind === 'channel') return place;
  const { outcome, reason } = place;
  const settle = outcome === 'park' ? settleParked : settleWithheld;
  await context.db.transaction((trx) => settle(context, trx, row, reason));
  return null;
}

/** Opening may be repeated, so whatever does not forbid it is tried again. */
async function couldNotOpen(context: SenderContext, row: DeliveryRow, fault: SlackFault): Promise<void> {
  const attempts = row.attempts + 1;
  switch (fault.kind) {
    case 'bot_refused':
      await release(context.db, row, {});
      return context.stopSending(fault.error);
    case 'rate_limited':
      await shutGate(context.db, methodGate('conversations.open'), fault.waitMs);
      await release(context.db, row, { retry_at: after(context.db, fault.waitMs) });
      return;
    case 'bad_blocks':
    case 'refused':
      return context.db.transaction((trx) => settleParked(context, trx, row, fault.error));
    default:
      context.log.warn({ delivery: row.delivery_id, error: fault.error }, 'could not open a channel');
      await release(context.db, row, { attempts, retry_at: after(context.db, backoffMs(context, attempts)) });
  }
}

type How = 'await_pictures' | 'as_it_is';

async function beginOrPark(
  context: SenderContext,
  row: DeliveryRow,
  place: Channel,
  how: How,
): Promise<Begun | Awaiting | null> {
  try {
    return await begin(context, row, place, how);
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    context.log.error({ error: summarise(error), delivery: row.delivery_id }, 'a renderer failed');
    await context.db.transaction((trx) => settleParked(context, trx, row, 'render_failed'));
    return null;
  }
}

/**
 * The check right before the send, in one transaction with the mark that it was begun. A change of what the message
 * shows waits for the row meanwhile, and then finds that what was rendered is old.
 */
function begin(context: SenderContext, row: DeliveryRow, place: Channel, how: How): Promise<Begun | Awaiting | null> {
  return context.db.transaction(async (trx): Promise<Begun | Awaiting | null> => {
    const current = await trx<DeliveryRow>('delivery')
      .where({ delivery_id: row.delivery_id, fence: row.fence, state: 'pending' })
      .forUpdate()
      .first();
    if (current === undefined) return null;
    const rendered = await render(context, trx, current);
    if (rendered.outcome === 'withhold' || rendered.outcome === 'park') {
      const settle = rendered.outcome === 'park' ? settleParked : settleWithheld;
      await settle(context, trx, current, rendered.reason);
      return null;
    }
    const lease_until = after(trx, context.limits.leaseMs);
    if (rendered.outcome === 'reaction') {
      await release(trx, current, { lease_until });
      return { kind: 'reaction', ...rendered };
    }
    const illustrated = await illustrate(trx, rendered.message);
    if (how === 'await_pictures' && illustrated.lacking.length > 0) {
      await trx('delivery').where({ delivery_id: row.delivery_id }).update({ lease_until });
      return { kind: 'awaiting', pictures: illustrated.lacking };
    }
    await release(trx, current, {
      state: 'sending',
      lease_until,
      channel_id: place.channelId,
      attempts: current.attempts + 1,
      absent_reads: 0,
      sending_since: trx.raw('clock_timestamp()'),
      search_from: current.search_from ?? context.businessNow(),
    });
    return { kind: 'message', row: { ...current, attempts: current.attempts + 1 }, illustrated };
  });
}

async function send(context: SenderContext, row: DeliveryRow, place: Channel, illustrated: Illustrated) {
  const { client, db, limits } = context;
  let sent: { channelId: string; ts: string };
  try {
    const answer = await client.chat.postMessage({
      channel: place.channelId,
      ...(place.threadTs === null ? {} : { thread_ts: place.threadTs }),
      ...illustrated.message,
      unfurl_links: false,
      unfurl_media: false,
      metadata: messageMetadata(row.message_uuid),
    });
    if (answer.ts === undefined) throw new Error('Slack accepted a message without naming its ts');
    sent = { channelId: answer.channel ?? place.channelId, ts: answer.ts };
  } catch (thrown) {
    return couldNotSend(context, row, { place, illustrated }, faultOf(thrown));
  }
  await shutGate(db, channelGate(row.recipient_id), limits.channelSpacingMs);
  await settleSent(context, row, {
    ...sent,
    shownVersion: row.wanted_version,
    shownDigest: digestOf(illustrated.message),
    ...pictureDue(db, row, illustrated.lacking.length > 0, limits),
  });
}

async function couldNotSend(
  context: SenderContext,
  row: DeliveryRow,
  { place, illustrated }: { place: Channel; illustrated: Illustrated },
  fault: SlackFault,
) {
  const { db, limits } = context;
  const notSent = { state: 'pending', sending_since: null };
  switch (fault.kind) {
    case 'rate_limited':
      await shutGate(db, channelGate(row.recipient_id), fault.waitMs);
      await release(db, row, { ...notSent, attempts: row.attempts - 1 });
      return;
    case 'refused_connection':
      await release(db, row, { ...notSent, retry_at: after(db, backoffMs(context, row.attempts)) });
      return;
    case 'bot_refused':
      await release(db, row, { ...notSent, attempts: row.attempts - 1 });
      return context.stopSending(fault.error);
    case 'bad_blocks':
      if (row.plain) return db.transaction((trx) => settleParked(context, trx, row, fault.error));
      if (illustrated.shown.length > 0) {
        context.log.error(
          { delivery: row.delivery_id, kind: row.kind },
          'Slack refuses a picture; its words go instead',
        );
        await refusePictures(db, illustrated.shown);
        await release(db, row, notSent);
        return;
      }
      context.log.error(
        { delivery: row.delivery_id, kind: row.kind },
        'Slack refuses the blocks; the words go plainly',
      );
      await release(db, row, { ...notSent, plain: true });
      return;
    case 'refused':
      if (fault.error === 'channel_not_found') await forgetDm(context, place.channelId);
      return db.transaction((trx) => settleParked(context, trx, row, fault.error));
    case 'ambiguous':
      context.log.warn({ delivery: row.delivery_id, error: fault.error }, 'nobody knows whether a message was sent');
      if (fault.answered && row.attempts >= UNKNOWN_ANSWERS) {
        return db.transaction((trx) => settleParked(context, trx, row, fault.error, true));
      }
      await release(db, row, {
        state: 'ambiguous',
        retry_at: after(db, limits.timeoutMs + limits.lagMs),
        sweep_at: after(db, limits.sweepAfterMs),
      });
  }
}
