/**
 * The names by which Slack tells our controls apart. Messages write them, listeners are registered by them, and a test
 * compares the two, so a control without a listener (or the other way round) cannot be shipped.
 */

/** `action_id` of every button and select. One control keeps one id on every surface (message, queue, Home). */
export const actionIds = {
  /** Value: an item reference. */
  approve: 'coaching_approve',
  /** Opens (from the queue: pushes) the modify modal. Value: an item reference. */
  openModify: 'coaching_open_modify',
  /** Opens (from the queue: pushes) the dismiss modal. Value: an item reference. */
  openDismiss: 'coaching_open_dismiss',
  /** Value: an item reference. */
  undo: 'coaching_undo',
  /** Opens the queue modal on its first page. No value. */
  openQueue: 'queue_open',
  /** Value: a page reference. */
  queueOlder: 'queue_older',
  /** Value: a page reference. */
  queueNewer: 'queue_newer',
  /** Value: an escalation id. */
  ownEscalation: 'escalation_own',
  /** Opens the resolve modal. Value: an escalation id. */
  openResolve: 'escalation_open_resolve',
  /** Opens the manager's context of a pattern before it escalates. Value: an episode id. */
  openContext: 'context_open',
  /** Opens a modal for a word of the manager in the escalation's thread. Value: an escalation id. */
  openEscalationContext: 'escalation_open_context',
  /** Value: a digest id. */
  acknowledgeDigest: 'digest_acknowledge',
  /** Value: a coaching id. */
  markActionDone: 'digest_action_done',
  /** Opens a past digest, as it was sent, in a modal. Value: a digest id. */
  openDigest: 'digest_open',
  /** Opens the view of a rep in a modal. Value: a rep reference. */
  openRepView: 'rep_view_open',
  /** Opens the modal with which a manager takes a rep to the second-line manager. Value: a rep reference. */
  openEscalate: 'rep_escalate_open',
  /** Opens the rows behind one number. Value: an evidence reference. */
  openEvidence: 'evidence_open',
  /** Value: an evidence reference. */
  evidenceBack: 'evidence_back',
  /** Value: an evidence reference. */
  evidenceOn: 'evidence_on',
  /** Opens the numbers of a week or month, each with a way to its rows. Value: a numbers reference. */
  openNumbers: 'numbers_open',
  /** Opens the calls behind a flag about call quality. Value: a check reference. */
  openScoredCalls: 'scored_calls_open',
} as const;
export type ActionId = (typeof actionIds)[keyof typeof actionIds];

/** `callback_id` of every view that is submitted or only shown. */
export const viewIds = {
  /** Submitted; private_metadata: an item reference. */
  modify: 'coaching_modify',
  /** Submitted; private_metadata: an item reference. */
  dismiss: 'coaching_dismiss',
  /** Not submitted; private_metadata: a page reference. */
  queue: 'queue',
  /** Submitted; private_metadata: an escalation id. */
  resolve: 'escalation_resolve',
  /** Submitted; private_metadata: a context reference. */
  context: 'context',
  /** Submitted; private_metadata: an escalation id. */
  escalationContext: 'escalation_context',
  /** Not submitted: a short private answer, such as a refusal. */
  notice: 'notice',
  /** Not submitted: one past digest. */
  pastDigest: 'digest_past',
  /** Submitted; private_metadata: a rep reference. */
  escalate: 'rep_escalate',
  /** Not submitted: everything about a rep that the reader may see. */
  repView: 'rep_view',
  /** Not submitted: the rows behind one number. */
  evidence: 'evidence',
  /** Not submitted: the numbers of a week or month. */
  numbers: 'numbers',
  /** Not submitted: the calls behind a mean call quality. */
  scoredCalls: 'scored_calls',
  home: 'home',
} as const;
export type ViewId = (typeof viewIds)[keyof typeof viewIds];

/** `block_id` and `action_id` of every input, as found in `view.state.values`; errors are keyed by the block. */
export const inputIds = {
  actionText: { block: 'action_text', action: 'text' },
  dismissReason: { block: 'dismiss_reason', action: 'reason' },
  dismissNote: { block: 'dismiss_note', action: 'note' },
  resolveOutcome: { block: 'resolve_outcome', action: 'outcome' },
  resolveNote: { block: 'resolve_note', action: 'note' },
  contextText: { block: 'context_text', action: 'text' },
  escalateNote: { block: 'escalate_note', action: 'note' },
  escalateItem: { block: 'escalate_item', action: 'item' },
} as const;

/** Slash commands, as written in manifest.yml. */
export const commands = {
  repCoach: '/rep-coach',
  repView: '/rep-view',
  repEscalate: '/rep-escalate',
  teamView: '/team-view',
} as const;
