import { summarise } from '../error-summary.ts';
import { homeScreen } from './home-screen.ts';
import type { Act, SlackContext } from './listener.ts';
import { queueScreen } from './queue-screen.ts';

/** Shows Home as it is now. */
export async function redrawHome(act: Act, context: SlackContext): Promise<void> {
  const view = await homeScreen(act, context);
  await context.client.views.publish({ user_id: act.slackUserId, view });
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
    redrawHome(act, context),
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
