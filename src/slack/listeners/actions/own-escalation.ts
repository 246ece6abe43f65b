import { ownEscalation as own } from '../../../workflows/own-escalation.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { refused } from '../../refusal.ts';

/** I own this, in an escalation's first message and on Home. */
export const ownEscalation: ActionListener = {
  actionId: actionIds.ownEscalation,
  async handle({ value, person, now }, { db, settings }) {
    const result = await own(db, settings.orgTz, { escalationId: value, actorId: person.personId, now });
    return result.outcome === 'done' ? { kind: 'done' } : refused(result.refusal);
  },
};
