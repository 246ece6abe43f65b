import { actionTextFault } from '../../../domain/approval.ts';
import { decideRecommendation } from '../../../workflows/decide-recommendation.ts';
import { inputIds, viewIds } from '../../ids.ts';
import type { ViewListener } from '../../listener.ts';
import { parseItem } from '../../messages/references.ts';
import { inputText, required } from '../../payloads.ts';
import { decisionRefused } from '../../refusal.ts';

/** The manager's own words for an action: approved as modified. */
export const submitModify: ViewListener = {
  viewId: viewIds.modify,
  async handle(submission, context) {
    const item = required('an item reference', parseItem(submission.metadata));
    const action = inputText(submission.body, inputIds.actionText) ?? '';
    const fault = actionTextFault(action);
    if (fault !== null) return { kind: 'errors', errors: { [inputIds.actionText.block]: fault } };
    const result = await decideRecommendation(
      context.db,
      { orgTz: context.settings.orgTz, catalog: context.catalog },
      {
        coachingId: item.coachingId,
        seenVersion: item.version,
        decision: { kind: 'modify', action },
        actorId: submission.person.personId,
        now: submission.now,
      },
    );
    if (result.outcome === 'done') return { kind: 'done' };
    return decisionRefused(result.refusal, item.coachingId, submission, context);
  },
};
