import { markHomeStale, noteHomeShown, removeHome, staleHomes } from '../db/stores/homes-shown.ts';
import { summarise } from '../error-summary.ts';
import { type HomeReason, homeScreen } from './home-screen.ts';
import { identify } from './identity.ts';
import type { Act, SlackContext } from './listener.ts';
import { strangerHome } from './messages/stranger-home.ts';
import { publishHome } from './publish-home.ts';
import { queueScreen } from './queue-screen.ts';

/** Shows Home as it is now. */
export async function showHome(act: Act, reason: HomeReason, context: SlackContext): Promise<void> {
  const { slackUserId, person } = act;
  await noteHomeShown(context.db, { slackUserId, personId: person.personId, isAdmin: person.isAdmin });
  await publishHome(slackUserId, await homeScreen(act, reason, context), context);
}

/** Draws the Homes anew that show what their person no longer is. One that fails is tried again the next time. */
export async function redrawStaleHomes(context: SlackContext): Promise<void> {
  const now = context.clock.now();
  for (const { slackUserId } of await staleHomes(context.db, now)) {
    try {
      const person = await identify(context.db, { userId: slackUserId, teamId: context.teamId }, context.teamId, now);
      if (person !== null) await showHome({ person, slackUserId, now }, 'drawn_anew', context);
      else await forgetHome(slackUserId, context);
    } catch (error) {
      await markHomeStale(context.db, slackUserId);
      context.log.warn({ error: summarise(error) }, 'A Home could not be drawn anew.');
    }
  }
}

/** Nobody of ours any more: they see what a stranger sees. */
async function forgetHome(slackUserId: string, { client, db }: SlackContext): Promise<void> {
  await client.views.publish({ user_id: slackUserId, view: strangerHome() });
  await removeHome(db, slackUserId);
}

/**
 * After something changed: shows what is no message, and so is not the sender's, as it is now. The change stands
 * whether or not this works, for instance when the person has closed the queue meanwhile; so it never fails.
 */
export async function redrawScreens(
  act: Act,
  queue: { viewId: string; page: number } | null,
  context: SlackContext,
): Promise<void> {
  const redrawn = await Promise.allSettled([
    queue === null ? undefined : redrawQueue(act, queue, context),
    showHome(act, 'drawn_anew', context),
  ]);
  for (const outcome of redrawn) {
    if (outcome.status === 'rejected') {
      context.log.warn({ error: summarise(outcome.reason) }, 'A screen could not be drawn anew.');
    }
  }
}

async function redrawQueue(act: Act, shown: { viewId: string; page: number }, context: SlackContext): Promise<void> {
  const view = await queueScreen(act, shown.page, context);
  await context.client.views.update({ view_id: shown.viewId, view });
}
