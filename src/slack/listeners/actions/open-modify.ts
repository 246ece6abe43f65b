import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { modifyModal } from '../../messages/modify-modal.ts';
import { openOnItem } from '../../open-on-item.ts';

/** Opens the action's text for the manager's own words. */
export const openModify: ActionListener = {
  actionId: actionIds.openModify,
  handle: (click, context) => openOnItem(click, context, modifyModal),
};
