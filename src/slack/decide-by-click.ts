import type { Decision } from '../domain/approval.ts';
import { decideRecommendation } from '../workflows/decide-recommendation.ts';
import type { Click, ClickAnswer, SlackContext } from './listener.ts';
import { parseItem } from './messages/references.ts';
import { required } from './payloads.ts';
import { decisionRefused } from './refusal.ts';

/** A decision that a button makes by itself. @throws BadPayload when the button names no item. */
export async function decideByClick(click: Click, decision: Decision, context: SlackContext): Promise<ClickAnswer> {
  const item = required('an item reference', parseItem(click.value));
  const result = await decideRecommendation(
    context.db,
    { orgTz: context.settings.orgTz, catalog: context.catalog },
    {
      coachingId: item.coachingId,
      seenVersion: item.version,
      decision,
      actorId: click.person.personId,
      now: click.now,
    },
  );
  if (result.outcome === 'done') return { kind: 'done' };
  return decisionRefused(result.refusal, item.coachingId, click, context);
}
