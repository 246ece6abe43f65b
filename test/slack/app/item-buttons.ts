import type { KnownBlock } from '@slack/types';
import { actionIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { encodeItem } from '../../../src/slack/messages/references.ts';

/** An item's buttons, as the messages have them, all at once. */
export function itemButtons(coachingId: string, version = 1): KnownBlock[] {
  const value = encodeItem({ coachingId, version });
  return [
    actions(
      'item',
      button('Approve', { id: actionIds.approve, value }),
      button('Modify', { id: actionIds.openModify, value }),
      button('Dismiss', { id: actionIds.openDismiss, value }),
      button('Undo', { id: actionIds.undo, value }),
      button('Queue', { id: actionIds.openQueue }),
    ),
  ];
}
