import { escalationOutcomes, resolutionNoteFault } from '../../../domain/escalation.ts';
import { resolveEscalation } from '../../../workflows/resolve-escalation.ts';
import { inputIds, viewIds } from '../../ids.ts';
import type { ViewListener } from '../../listener.ts';
import { inputText, oneOf } from '../../payloads.ts';
import { refused } from '../../refusal.ts';

/** Outcome and note with which the second-line manager closes an escalation. */
export const submitResolve: ViewListener = {
  viewId: viewIds.resolve,
  async handle({ metadata, body, person, now }, { db, settings }) {
    const outcome = oneOf('an outcome', escalationOutcomes, inputText(body, inputIds.resolveOutcome));
    const note = inputText(body, inputIds.resolveNote) ?? '';
    const fault = resolutionNoteFault(note);
    if (fault !== null) return { kind: 'errors', errors: { [inputIds.resolveNote.block]: fault } };
    const request = { escalationId: metadata, actorId: person.personId, outcome, note, now };
    const result = await resolveEscalation(db, settings.orgTz, request);
    return result.outcome === 'done' ? { kind: 'done' } : refused(result.refusal);
  },
};
