import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { queueScreen } from '../../queue-screen.ts';

/** Opens what waits for a manager, on its first page. */
export const openQueue: ActionListener = {
  actionId: actionIds.openQueue,
  async handle(click, context) {
    return { kind: 'open', view: await queueScreen(click, 1, context) };
  },
};
