import { homeScreen } from './home-screen.ts';
import type { Act, SlackContext } from './listener.ts';
import { queueScreen } from './queue-screen.ts';

/** Shows the queue as it is now, in the modal where it is open. */
export async function redrawQueue(
  act: Act,
  shown: { viewId: string; page: number },
  context: SlackContext,
): Promise<void> {
  const view = await queueScreen(act, shown.page, context);
  await context.client.views.update({ view_id: shown.viewId, view });
}

/** Shows Home as it is now. */
export async function redrawHome(act: Act, context: SlackContext): Promise<void> {
  const view = await homeScreen(act, context);
  await context.client.views.publish({ user_id: act.slackUserId, view });
}
