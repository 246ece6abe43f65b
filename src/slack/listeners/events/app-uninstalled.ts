import type { EventListener } from '../../listener.ts';

/** The app was removed from the workspace: nothing can be sent until it is installed again. */
export const appUninstalled: EventListener = {
  event: 'app_uninstalled',
  async handle(_event, context) {
    context.connectionLost('app_uninstalled');
  },
};
