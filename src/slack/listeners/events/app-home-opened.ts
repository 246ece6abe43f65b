import { identify } from '../../identity.ts';
import { type EventListener, eventUser } from '../../listener.ts';
import { strangerHome } from '../../messages/stranger-home.ts';
import { homeOpenedSchema, readPayload } from '../../payloads.ts';
import { showHome } from '../../redraw-screens.ts';

/** Somebody looks at the app: Home is drawn for who they are now. */
export const appHomeOpened: EventListener = {
  event: 'app_home_opened',
  async handle(event, context) {
    const { user, tab } = readPayload('app_home_opened', homeOpenedSchema, event.payload);
    if (tab !== 'home') return;
    const person = await identify(context.db, eventUser(event, user), context.teamId, event.now);
    if (person === null) await context.client.views.publish({ user_id: user, view: strangerHome() });
    else await showHome({ person, slackUserId: user, now: event.now }, 'opened', context);
  },
};
