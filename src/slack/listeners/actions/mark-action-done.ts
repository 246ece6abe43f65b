import { markActionDone as markDone } from '../../../workflows/mark-action-done.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { refused } from '../../refusal.ts';

/** Done, beside an action of a rep's own digest. */
export const markActionDone: ActionListener = {
  actionId: actionIds.markActionDone,
  async handle({ value, person, now }, { db }) {
    const result = await markDone(db, { coachingId: value, actorId: person.personId, now });
    return result.outcome === 'done' ? { kind: 'done' } : refused(result.refusal);
  },
};
