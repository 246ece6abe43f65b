import type { ModalView } from '@slack/types';
import { coachingItems } from '../db/reads/coaching-items.ts';
import { reportingFacts } from '../db/reads/reporting-facts.ts';
import { decide } from '../domain/approval.ts';
import { type CoachingItem, isPatternOver } from '../domain/coaching-item.ts';
import { maySee, relationsOf } from '../domain/visibility.ts';
import type { Click, ClickAnswer, SlackContext } from './listener.ts';
import { lookAtItem, noteLook } from './look-trail.ts';
import type { Reader } from './messages/item-state.ts';
import { parseItem } from './messages/references.ts';
import { required } from './payloads.ts';
import { readerOf } from './reader.ts';
import { decisionRefused, refused } from './refusal.ts';
import { noteRefused } from './refusal-trail.ts';

/**
 * Opens a modal about an item for whoever may decide it, unless it has changed since the button was drawn. Submitting
 * the modal asks all of this again. @throws BadPayload when the button names no item.
 */
export async function openOnItem(
  click: Click,
  context: SlackContext,
  build: (item: CoachingItem, reader: Reader) => ModalView,
): Promise<ClickAnswer> {
  const { coachingId, version } = required('an item reference', parseItem(click.value));
  const [item] = await coachingItems(context.db, [coachingId], context.settings);
  if (item === undefined || !(await mayDecide(item.repId, click, context))) {
    await noteRefused(context, click, { asked: 'item', repId: item?.repId ?? null, subjectId: coachingId });
    return refused('not_found');
  }
  const state = {
    ...item,
    carriedByDigest: item.carriedBy !== null,
    patternOver: isPatternOver(item),
  };
  const possible = decide(state, { kind: 'approve' }, version);
  if (!possible.ok) return decisionRefused(possible.refusal, coachingId, click, context);
  await noteLook(context, click, [lookAtItem(item)]);
  return { kind: 'open', view: build(item, await readerOf(click, context)) };
}

async function mayDecide(repId: string, { person, now }: Click, { db, settings }: SlackContext): Promise<boolean> {
  const facts = await reportingFacts(db, { personId: person.personId, repId }, { orgTz: settings.orgTz, now });
  return maySee(relationsOf(facts), 'decide_action', { escalationOpen: false });
}
