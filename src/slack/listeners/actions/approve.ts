import { decideByClick } from '../../decide-by-click.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';

/** Approve, in a review request and in the queue. */
export const approve: ActionListener = {
  actionId: actionIds.approve,
  handle: (click, context) => decideByClick(click, { kind: 'approve' }, context),
};
