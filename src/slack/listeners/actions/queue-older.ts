import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { turnQueuePage } from '../../turn-queue-page.ts';

/** To the queue's page of older items. */
export const queueOlder: ActionListener = { actionId: actionIds.queueOlder, handle: turnQueuePage };
