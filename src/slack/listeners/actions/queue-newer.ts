import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { turnQueuePage } from '../../turn-queue-page.ts';

/** To the queue's page of newer items. */
export const queueNewer: ActionListener = { actionId: actionIds.queueNewer, handle: turnQueuePage };
