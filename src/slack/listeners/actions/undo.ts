import { decideByClick } from '../../decide-by-click.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';

/** Undo of a decision, until a digest's run has taken it up. */
export const undo: ActionListener = {
  actionId: actionIds.undo,
  handle: (click, context) => decideByClick(click, { kind: 'undo' }, context),
};
