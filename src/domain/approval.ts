/**
 * The approval gate: what may happen to a recommendation, and when. Pure: state x event -> next state | refusal.
 * The persistence clock never reads any of this.
 */

import { textFault, textLength } from './text-length.ts';

export const approvalStatuses = ['pending_approval', 'approved', 'modified', 'dismissed'] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

export const dismissReasons = ['bad_data', 'already_handled', 'known_context', 'not_coachable', 'other'] as const;
export type DismissReason = (typeof dismissReasons)[number];

/** Length of an action's text in characters (code points), both ends included. */
export const actionTextLimits = { min: 10, max: 2000 } as const;
export const dismissNoteLimit = 1000;

export type Decision =
  | { kind: 'approve' }
  | { kind: 'modify'; action: string }
  | { kind: 'dismiss'; reason: DismissReason; note: string | null }
  | { kind: 'undo' };

/** What the rules need to know of an item. */
export interface ItemState {
  status: ApprovalStatus;
  version: number;
  recommendedAction: string;
  /** Whether a digest's run has taken the item up: from then on what was said stays said. */
  carriedByDigest: boolean;
  /** Whether the item's pattern is over (episode closed): undecided, it can no longer be decided. */
  patternOver: boolean;
}

export type Refusal =
  | 'already_decided'
  | 'nothing_to_undo'
  | 'in_digest'
  | 'pattern_over'
  | 'stale'
  | 'bad_text'
  | 'bad_note'
  | 'note_needed';

export type DecisionResult = { ok: true; status: ApprovalStatus; action: string } | { ok: false; refusal: Refusal };

/**
 * @param seenVersion the item's version that the person was looking at
 * @returns the status and the action's text that hold afterwards, or why nothing changes
 */
export function decide(item: ItemState, decision: Decision, seenVersion: number): DecisionResult {
  const refuse = (refusal: Refusal): DecisionResult => ({ ok: false, refusal });
  if (item.carriedByDigest) return refuse('in_digest');
  if (decision.kind === 'undo') {
    if (item.status === 'pending_approval') return refuse('nothing_to_undo');
    if (item.version !== seenVersion) return refuse('stale');
    return { ok: true, status: 'pending_approval', action: item.recommendedAction };
  }
  if (item.status !== 'pending_approval') return refuse('already_decided');
  if (item.patternOver) return refuse('pattern_over');
  if (item.version !== seenVersion) return refuse('stale');
  switch (decision.kind) {
    case 'approve':
      return { ok: true, status: 'approved', action: item.recommendedAction };
    case 'dismiss':
      if (decision.note !== null && textLength(decision.note) > dismissNoteLimit) return refuse('bad_note');
      if (decision.reason === 'other' && (decision.note ?? '').trim() === '') return refuse('note_needed');
      return { ok: true, status: 'dismissed', action: item.recommendedAction };
    case 'modify': {
      const action = asStored(decision.action);
      if (actionTextFault(action) !== null) return refuse('bad_text');
      // Sent back as it was, it is approved as it stands: nobody changed anything.
      const isUnchanged = action === asStored(item.recommendedAction);
      return isUnchanged
        ? { ok: true, status: 'approved', action: item.recommendedAction }
        : { ok: true, status: 'modified', action };
    }
  }
}

/** Why a text cannot be an action, as a sentence for the person who wrote it, or null. */
export function actionTextFault(text: string): string | null {
  return textFault(asStored(text), actionTextLimits, 'so that the rep knows what to do');
}

/** What is kept of a text that a person wrote: its ends trimmed, one sign a line end, accents as one with their letter. */
function asStored(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
}
