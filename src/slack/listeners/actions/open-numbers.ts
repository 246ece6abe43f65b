import { showNumbers } from '../../../workflows/show-evidence.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { numbersModal } from '../../messages/numbers-modal.ts';
import { parseNumbers } from '../../messages/references.ts';
import { required } from '../../payloads.ts';
import { refused } from '../../refusal.ts';

/** Opens the numbers of a week or month, each with a way to the rows behind it. */
export const openNumbers: ActionListener = {
  actionId: actionIds.openNumbers,
  async handle(click, { db, settings }) {
    const asked = required('a numbers reference', parseNumbers(click.value));
    const answer = await showNumbers(db, { ...asked, askerId: click.person.personId, settings, now: click.now });
    if (answer.outcome === 'not_found') return refused('not_found');
    return { kind: 'open', view: numbersModal(answer.readings) };
  },
};
