import { writeContext } from '../../../workflows/write-context.ts';
import { inputIds, viewIds } from '../../ids.ts';
import type { ViewListener } from '../../listener.ts';
import { parseContext } from '../../messages/references.ts';
import { contextRefusalText } from '../../messages/refusal-texts.ts';
import { inputText, required } from '../../payloads.ts';
import { refused } from '../../refusal.ts';

/** The manager's words beside a pattern. Whatever keeps them from being stored, they stay in the field. */
export const submitContext: ViewListener = {
  viewId: viewIds.context,
  async handle({ metadata, body, person, now }, { db, settings }) {
    const { episodeId, version: seenVersion } = required('a context reference', parseContext(metadata));
    const text = inputText(body, inputIds.contextText) ?? '';
    const request = { episodeId, seenVersion, text, actorId: person.personId, now };
    const result = await writeContext(db, settings.orgTz, request);
    if (result.outcome === 'done') return { kind: 'done' };
    if (result.refusal === 'not_found') return refused('not_found');
    return { kind: 'errors', errors: { [inputIds.contextText.block]: contextRefusalText(result.refusal, text) } };
  },
};
