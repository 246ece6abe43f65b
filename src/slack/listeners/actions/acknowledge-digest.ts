import { acknowledgeDigest as acknowledge } from '../../../workflows/acknowledge-digest.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { refused } from '../../refusal.ts';

/** Acknowledge, under a rep's own digest. */
export const acknowledgeDigest: ActionListener = {
  actionId: actionIds.acknowledgeDigest,
  async handle({ value, person, now }, { db }) {
    const result = await acknowledge(db, { digestId: value, actorId: person.personId, now });
    return result.outcome === 'done' ? { kind: 'done' } : refused(result.refusal);
  },
};
