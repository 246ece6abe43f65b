import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { summarise } from '../error-summary.ts';
import { pictureDue } from './ask-for-pictures.ts';
import type { Rendered, RenderedMessage } from './delivery.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { type Illustrated, illustrate } from './illustrate.ts';
import { refusePictures } from './picture-files.ts';
import { isOthersDm } from './place.ts';
import { plainSections } from './plain-sections.ts';
import { providePictures } from './provide-pictures.ts';
import { methodGate, shutGate, takeWorkspaceSlot } from './rate-gates.ts';
import { RenderError, render } from './render.ts';
import type { SenderContext } from './sender-context.ts';
import { after, release } from './settle.ts';
import { digestOf, doubtShown, shownDigest } from './shown-digest.ts';
import { faultOf, type SlackFault } from './slack-outcome.ts';

/** `isShown`: Slack shows just this already, as one part of a long message often does when another has changed. */
type Drawn = { version: number; illustrated: Illustrated; isShown: boolean } | { version: number; fault: string };

const GONE_FROM_HERE = 'This message is not for this account any more.';
/** What is left where the recipient has another Slack account now: whoever has this one may be somebody else. */
const inAnothersDm: Rendered = {
  outcome: 'message',
  message: {
    text: GONE_FROM_HERE,
    blocks: [{ type: 'section', text: { type: 'plain_text', text: GONE_FROM_HERE, emoji: false } }],
  },
};

/** Brings a sent message up to what holds now. May be repeated freely: the newest version is what stays. */
export async function drawAgain(context: SenderContext, row: DeliveryRow): Promise<void> {
  const { db, limits } = context;
  let drawn = await renderAgain(context, row);
  if (drawn !== null && 'illustrated' in drawn && drawn.illustrated.lacking.length > 0) {
    await providePictures(context, drawn.illustrated.lacking);
    drawn = await renderAgain(context, row);
  }
  if (drawn === null) return;
  if ('fault' in drawn) return shown(context, row, drawn.version, drawn.fault);
  const { illustrated, version, isShown } = drawn;
  if (!isShown) {
    await sleep(await takeWorkspaceSlot(db, limits.workspacePerSecond));
    if (!(await doubtShown(db, row))) return;
    const fault = await update(context, row, illustrated);
    if (fault !== null) return couldNotUpdate(context, row, version, fault);
  }
  const shown_digest = shownDigest(db, row, digestOf(illustrated.message));
  const due = pictureDue(db, row, illustrated.lacking.length > 0, limits);
  await giveFree(db, row, { shown_version: version, shown_digest, redraw_fault: null, ...due });
}

/** Null when the claim was lost. A message that should no longer go has nothing to be drawn: it stays as it is. */
async function renderAgain(context: SenderContext, row: DeliveryRow): Promise<Drawn | null> {
  try {
    return await context.db.transaction(async (trx) => {
      const current = await trx<DeliveryRow>('delivery')
        .where({ delivery_id: row.delivery_id, fence: row.fence, state: 'sent' })
        .forUpdate()
        .first();
      if (current === undefined) return null;
      const version = current.wanted_version;
      const place = { recipientId: current.recipient_id, channelId: current.channel_id };
      const rendered = (await isOthersDm(trx, place)) ? inAnothersDm : await render(context, trx, current);
      if (rendered.outcome === 'message') {
        const illustrated = await illustrate(trx, rendered.message);
        return { version, illustrated, isShown: digestOf(illustrated.message) === current.shown_digest };
      }
      return { version, fault: rendered.outcome === 'reaction' ? 'is_reaction' : rendered.reason };
    });
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    context.log.error({ error: summarise(error), delivery: row.delivery_id }, 'a renderer failed');
    return { version: row.wanted_version, fault: 'render_failed' };
  }
}

async function update(context: SenderContext, row: DeliveryRow, illustrated: Illustrated): Promise<SlackFault | null> {
  if (row.channel_id === null || row.message_ts === null) return { kind: 'refused', error: 'message_not_found' };
  const place = { channel: row.channel_id, ts: row.message_ts };
  const attempt = (shape: RenderedMessage) =>
    context.client.chat.update({ ...place, ...shape }).then(() => null, faultOf);
  let fault = await attempt(illustrated.message);
  if (fault?.kind === 'bad_blocks' && illustrated.shown.length > 0) {
    context.log.error({ delivery: row.delivery_id, kind: row.kind }, 'Slack refuses a picture; its words go instead');
    await refusePictures(context.db, illustrated.shown);
    fault = await attempt(illustrated.inWords);
  }
  if (fault?.kind !== 'bad_blocks' || row.plain) return fault;
  context.log.error({ delivery: row.delivery_id, kind: row.kind }, 'Slack refuses the blocks; the words go plainly');
  return attempt(plainSections(illustrated.inWords));
}

/** Records which version Slack shows, or why it shows none. */
function shown({ db }: SenderContext, row: DeliveryRow, version: number, fault: string | null): Promise<void> {
  return giveFree(db, row, { shown_version: version, redraw_fault: fault });
}

/** Where the claim was lost meanwhile, our older drawing may have covered a newer one: then it is drawn once more. */
async function giveFree(db: Knex, row: DeliveryRow, changes: Parameters<typeof release>[2]): Promise<void> {
  if (await release(db, row, changes)) return;
  await db('delivery')
    .where({ delivery_id: row.delivery_id, state: 'sent' })
    .update({ wanted_version: db.raw('wanted_version + 1'), shown_digest: null });
}

async function couldNotUpdate(context: SenderContext, row: DeliveryRow, version: number, fault: SlackFault) {
  const { db, limits, log } = context;
  if (fault.kind === 'bot_refused') {
    await release(db, row, {});
    return context.stopSending(fault.error);
  }
  if (fault.kind === 'rate_limited') {
    await shutGate(db, methodGate('chat.update'), fault.waitMs);
    await release(db, row, {});
    return;
  }
  const isFinal = fault.kind === 'refused' || fault.kind === 'bad_blocks' || ('answered' in fault && fault.answered);
  log.warn({ delivery: row.delivery_id, error: fault.error }, 'could not draw a message again');
  // A late answer to this attempt must not arrive after the next one's.
  if (isFinal) await shown(context, row, version, fault.error);
  else await giveFree(db, row, { retry_at: after(db, limits.lagMs) });
}
