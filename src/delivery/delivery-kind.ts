/** Every kind of message the bot sends on its own initiative, most urgent first. */
export const deliveryKinds = [
  'escalation',
  'escalation_history',
  'escalation_followup',
  'escalation_context',
  'escalation_reminder',
  'escalation_notice',
  'daily_flag',
  'weak_calls',
  'flag_summary',
  'admin_alert',
  'note_reaction',
  'reply_not_kept',
  'week_two_notice',
  'review_request',
  'review_reminder',
  'rep_digest',
  'manager_rollup',
] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** Position in the queue of a channel: a smaller number goes first. */
export function priorityOf(kind: DeliveryKind): number {
  return deliveryKinds.indexOf(kind);
}
