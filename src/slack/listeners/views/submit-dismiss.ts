import { dismissReasons } from '../../../domain/approval.ts';
import { decideRecommendation } from '../../../workflows/decide-recommendation.ts';
import { inputIds, viewIds } from '../../ids.ts';
import type { ViewListener } from '../../listener.ts';
import { parseItem } from '../../messages/references.ts';
import { refusalText } from '../../messages/refusal-texts.ts';
import { inputText, oneOf, required } from '../../payloads.ts';
import { decisionRefused } from '../../refusal.ts';

/** Why an action is not for the rep, with a note, which only "another reason" needs. */
export const submitDismiss: ViewListener = {
  viewId: viewIds.dismiss,
  async handle(submission, context) {
    const item = required('an item reference', parseItem(submission.metadata));
    const reason = oneOf('a dismiss reason', dismissReasons, inputText(submission.body, inputIds.dismissReason));
    const note = inputText(submission.body, inputIds.dismissNote);
    const result = await decideRecommendation(
      context.db,
      { orgTz: context.settings.orgTz, catalog: context.catalog },
      {
        coachingId: item.coachingId,
        seenVersion: item.version,
        decision: { kind: 'dismiss', reason, note },
        actorId: submission.person.personId,
        now: submission.now,
      },
    );
    if (result.outcome === 'done') return { kind: 'done' };
    if (result.refusal === 'bad_note' || result.refusal === 'note_needed') {
      return { kind: 'errors', errors: { [inputIds.dismissNote.block]: refusalText(result.refusal) } };
    }
    return decisionRefused(result.refusal, item.coachingId, submission, context);
  },
};
