import type { Refusal } from '../domain/approval.ts';

/** Every way in which something asked of us in Slack is not done. */
export type SlackRefusal = Refusal | 'not_found' | 'already_resolved';

const sentences: Readonly<Record<SlackRefusal, string>> = {
  // The same for what does not exist and for what is not theirs to see.
  not_found: 'There is no such thing, or it is not yours to act on.',
  already_decided: 'This has been decided already.',
  nothing_to_undo: 'There is no decision to undo: this still waits to be decided.',
  in_digest: 'A digest has taken this up already, so it can no longer be changed.',
  pattern_over: 'The pattern is over, so there is nothing left to decide.',
  stale: 'This has changed since you opened it. Please look again.',
  bad_text: 'This text is too short or too long to be an action.',
  bad_note: 'This note is too short or too long.',
  already_resolved: 'This escalation has been resolved already.',
};

export function refusalSentence(refusal: SlackRefusal): string {
  return sentences[refusal];
}

/** A refusal as an answer: to a click, or in place of the modal that was submitted. */
export function refused(refusal: SlackRefusal): { kind: 'say'; text: string } {
  return { kind: 'say', text: sentences[refusal] };
}
