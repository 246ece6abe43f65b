import { evidenceScreen } from '../../evidence-screen.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { noticeModal } from '../../messages/notice-modal.ts';

/** Opens the rows behind a number. */
export const openEvidence: ActionListener = {
  actionId: actionIds.openEvidence,
  async handle(click, context) {
    const screen = await evidenceScreen(click, context);
    if (screen.kind === 'say') return screen;
    return { kind: 'open', view: noticeModal('Looking the rows up …'), fill: screen.draw };
  },
};
