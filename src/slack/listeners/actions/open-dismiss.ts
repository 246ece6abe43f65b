import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { dismissModal } from '../../messages/dismiss-modal.ts';
import { openOnItem } from '../../open-on-item.ts';

/** Asks why an action is not for the rep. */
export const openDismiss: ActionListener = {
  actionId: actionIds.openDismiss,
  handle: (click, context) => openOnItem(click, context, dismissModal),
};
