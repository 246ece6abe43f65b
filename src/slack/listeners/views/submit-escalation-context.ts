import { contextFault } from '../../../domain/manager-context.ts';
import { addToEscalation } from '../../../workflows/add-to-escalation.ts';
import { inputIds, viewIds } from '../../ids.ts';
import type { ViewListener } from '../../listener.ts';
import { inputText } from '../../payloads.ts';
import { refused } from '../../refusal.ts';

/** The manager's word for the escalation's thread. */
export const submitEscalationContext: ViewListener = {
  viewId: viewIds.escalationContext,
  async handle({ metadata, body, person, now }, { db, settings }) {
    const text = inputText(body, inputIds.contextText) ?? '';
    const fault = contextFault(text);
    if (fault !== null) return { kind: 'errors', errors: { [inputIds.contextText.block]: fault } };
    const request = { escalationId: metadata, viewId: body.view.id, text, actorId: person.personId, now };
    const result = await addToEscalation(db, settings.orgTz, request);
    return result.outcome === 'done' ? { kind: 'done' } : refused(result.refusal);
  },
};
