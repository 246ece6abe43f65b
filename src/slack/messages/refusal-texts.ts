import { actionTextLimits, dismissNoteLimit, type Refusal } from '../../domain/approval.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { type ContextRefusal, contextFault } from '../../domain/manager-context.ts';
import { formatCount } from '../../domain/number-format.ts';
import { decision, type Reader } from './item-state.ts';
import { asPlain } from './markup.ts';

/** The same words for what does not exist and for what is none of the asker's business. */
export const notFoundText = 'Not found. It may have been removed, or it is not with you any more.';

const texts: Readonly<Record<Refusal, string>> = {
  already_decided: 'Someone decided this before you, so nothing has changed.',
  nothing_to_undo: 'There is nothing to undo: this still waits for a decision.',
  in_digest: 'The digest that carries this has run already, so what was said stays said.',
  pattern_over: 'The pattern is over, so this can no longer be decided. Nothing goes to the rep.',
  stale: 'This changed while you were looking at it. Have a look at what holds now, then decide again.',
  bad_text: `Please write ${actionTextLimits.min} to ${formatCount(actionTextLimits.max)} characters.`,
  note_needed: 'Please say in a few words what the reason is.',
  bad_note: `Please keep the note to ${formatCount(dismissNoteLimit)} characters.`,
};

/** Why nothing happened, kindly, for the person who pressed; with the item as it is now, what holds instead. Plain text. */
export function refusalText(refusal: Refusal | 'not_found', now?: { item: CoachingItem; reader: Reader }): string {
  if (refusal === 'not_found') return notFoundText;
  const said = now === undefined ? null : decision(now.item, now.reader);
  return said === null ? texts[refusal] : `${texts[refusal]} ${asPlain(said)}`;
}

const contextTexts: Readonly<Record<Exclude<ContextRefusal, 'bad_text'>, string>> = {
  escalated: 'This went to the second-line manager meanwhile. Copy your text and add it on the notice of that.',
  pattern_over: 'The pattern is over, so nothing goes to anybody and there is nothing to add to.',
  stale: 'Someone changed this while you were writing. Copy your text, close this, and see what it says now.',
};

/** Why a context was not stored, for the person who wrote it. */
export function contextRefusalText(refusal: ContextRefusal, written = ''): string {
  return refusal === 'bad_text' ? (contextFault(written) ?? texts.bad_text) : contextTexts[refusal];
}
