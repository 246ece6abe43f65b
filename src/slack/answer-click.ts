import type { ModalView } from '@slack/types';
import { identify } from './identity.ts';
import { viewIds } from './ids.ts';
import type { Act, ActionListener, ClickAnswer, SlackContext, Surface } from './listener.ts';
import { noticeModal } from './messages/notice-modal.ts';
import { parsePage } from './messages/references.ts';
import { notFoundText } from './messages/refusal-texts.ts';
import { type BlockActionBody, blockActionSchema, readPayload } from './payloads.ts';
import { redrawScreens } from './redraw-screens.ts';
import { noteStranger } from './refusal-trail.ts';
import { answerPrivately, privately } from './response-url.ts';

/** A click, acknowledged already: what it asks, who asks, what comes of it, and where that is said. */
export async function answerClick(listener: ActionListener, payload: unknown, context: SlackContext): Promise<void> {
  const body = readPayload('block_actions', blockActionSchema, payload);
  const surface = surfaceOf(body);
  const now = context.clock.now();
  const user = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? '' };
  const person = await identify(context.db, user, context.teamId, now);
  if (person === null) {
    await noteStranger(context, user, listener.actionId, now);
    return give({ kind: 'say', text: notFoundText }, surface, body.trigger_id, context);
  }
  const act: Act = { person, slackUserId: user.userId, now };
  const answer = await listener.handle({ ...act, value: body.actions[0]?.value ?? '', surface }, context);
  const queue = queueOf(surface);
  if (answer.kind === 'done') context.wake();
  else await give(answer, surface, body.trigger_id, context);
  // What refused a click that stands on a screen may have changed since that was drawn.
  const isOnStaleScreen = answer.kind === 'say' && (queue !== null || surface.kind === 'home');
  if (answer.kind === 'done' || isOnStaleScreen) await redrawScreens(act, queue, context);
}

function surfaceOf({ view, response_url: responseUrl }: BlockActionBody): Surface {
  if (view === undefined) return { kind: 'message', responseUrl: responseUrl ?? '' };
  return { kind: view.type, viewId: view.id, callbackId: view.callback_id, privateMetadata: view.private_metadata };
}

async function give(
  answer: Exclude<ClickAnswer, { kind: 'done' }>,
  surface: Surface,
  triggerId: string,
  context: SlackContext,
): Promise<void> {
  if (answer.kind === 'say') {
    if (surface.kind === 'message') return answerPrivately(surface.responseUrl, privately(answer.text));
    await open(noticeModal(answer.text), surface, triggerId, context);
    return;
  }
  if (answer.kind === 'replace' && surface.kind === 'modal') {
    await context.client.views.update({ view_id: surface.viewId, view: answer.view });
    return;
  }
  const viewId = await open(answer.view, surface, triggerId, context);
  if (answer.kind === 'open' && answer.fill !== undefined) await fill(viewId, answer.fill, context);
}

async function open(view: ModalView, surface: Surface, triggerId: string, context: SlackContext): Promise<string> {
  const { views } = context.client;
  const opened = await (surface.kind === 'modal'
    ? views.push({ trigger_id: triggerId, view })
    : views.open({ trigger_id: triggerId, view }));
  return opened.view?.id ?? '';
}

/** A trigger is good for three seconds; what takes longer to find comes into the open modal. */
async function fill(viewId: string, find: () => Promise<ModalView>, { client }: SlackContext): Promise<void> {
  let view = noticeModal('That could not be looked up. Please try again.');
  try {
    view = await find();
  } finally {
    await client.views.update({ view_id: viewId, view });
  }
}

/** The queue that was clicked in; any other surface is a message, which the sender redraws, or Home. */
function queueOf(surface: Surface): { viewId: string; page: number } | null {
  if (surface.kind !== 'modal' || surface.callbackId !== viewIds.queue) return null;
  return { viewId: surface.viewId, page: parsePage(surface.privateMetadata)?.page ?? 1 };
}
