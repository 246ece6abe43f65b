import { showScoredCalls } from '../../../workflows/show-scored-calls.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { noticeModal } from '../../messages/notice-modal.ts';
import { parseCheck } from '../../messages/references.ts';
import { scoredCallsModal } from '../../messages/scored-calls-modal.ts';
import { required } from '../../payloads.ts';
import { refused } from '../../refusal.ts';

/** Opens the calls behind a flag about call quality. */
export const openScoredCalls: ActionListener = {
  actionId: actionIds.openScoredCalls,
  async handle(click, { db, settings, catalog }) {
    const asked = required('a check of calls', parseCheck(click.value));
    const { person, now } = click;
    const answer = await showScoredCalls(db, { ...asked, askerId: person.personId, settings, catalog, now });
    if (answer.outcome === 'not_found') return refused('not_found');
    const { quality, windowDays, rows } = answer;
    return {
      kind: 'open',
      view: noticeModal('Looking the calls up …'),
      fill: async () => scoredCallsModal({ quality, windowDays, rows: await rows() }),
    };
  },
};
