import { requestNoteFault } from '../../../domain/escalation-request.ts';
import { requestEscalation } from '../../../workflows/request-escalation.ts';
import { inputIds, viewIds } from '../../ids.ts';
import type { ViewListener } from '../../listener.ts';
import { parseRep } from '../../messages/references.ts';
import { inputText, required } from '../../payloads.ts';
import { refused } from '../../refusal.ts';

const itemOver = 'This is over meanwhile. Choose another, or leave it empty; your note is still there.';

/** The note with which a manager asks the second-line manager for help. Whatever keeps it back, it stays in the field. */
export const submitEscalate: ViewListener = {
  viewId: viewIds.escalate,
  async handle({ metadata, body, person, now }, { db, settings }) {
    const { repId } = required('a rep reference', parseRep(metadata));
    const note = inputText(body, inputIds.escalateNote) ?? '';
    const fault = requestNoteFault(note);
    if (fault !== null) return { kind: 'errors', errors: { [inputIds.escalateNote.block]: fault } };
    const coachingId = inputText(body, inputIds.escalateItem);
    const request = { repId, coachingId, note, viewId: body.view.id, actorId: person.personId, now };
    const result = await requestEscalation(db, settings.orgTz, request);
    if (result.outcome === 'done') return { kind: 'done' };
    if (result.refusal === 'item_over') return { kind: 'errors', errors: { [inputIds.escalateItem.block]: itemOver } };
    return refused('not_found');
  },
};
