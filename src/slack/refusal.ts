import { coachingItems } from '../db/reads/coaching-items.ts';
import type { Refusal } from '../domain/approval.ts';
import type { Act, SlackContext } from './listener.ts';
import { notFoundText, refusalText } from './messages/refusal-texts.ts';
import { readerOf } from './reader.ts';

/** A refusal as an answer: to a click, or in place of the modal that was submitted. */
export interface RefusalAnswer {
  readonly kind: 'say';
  readonly text: string;
}

const alreadyResolved = 'This escalation has been resolved already, so nothing has changed.';

export function refused(refusal: Refusal | 'not_found' | 'already_resolved'): RefusalAnswer {
  return { kind: 'say', text: refusal === 'already_resolved' ? alreadyResolved : refusalText(refusal) };
}

/** Why a decision was not taken and, unless the item is not theirs, what holds: who decided what, when. */
export async function decisionRefused(
  refusal: Refusal | 'not_found',
  coachingId: string,
  act: Act,
  context: SlackContext,
): Promise<RefusalAnswer> {
  if (refusal === 'not_found') return { kind: 'say', text: notFoundText };
  const [item] = await coachingItems(context.db, [coachingId], context.settings);
  if (item === undefined) return { kind: 'say', text: notFoundText };
  return { kind: 'say', text: refusalText(refusal, { item, reader: await readerOf(act, context) }) };
}
