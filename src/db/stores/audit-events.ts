import type { Knex } from 'knex';

/** One line of the trail: ids only, never a text that somebody wrote. */
export interface AuditEvent {
  /** Business time. */
  readonly at: Date;
  /** person_id of who did it, or null when the engine did. */
  readonly actorId: string | null;
  /** What was done, e.g. `recommendation.approve`, `delivery.sent`. */
  readonly action: string;
  /** person_id of the rep whom it is about, or null. */
  readonly repId: string | null;
  /** Id of the thing that it was done to, or null. */
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Adds a line to the trail; the database numbers and chains it when the transaction commits. */
export async function appendAuditEvent(trx: Knex.Transaction, event: AuditEvent): Promise<void> {
  await appendAuditEvents(trx, [event]);
}

/** Adds several lines at once. */
export async function appendAuditEvents(trx: Knex.Transaction, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  await trx('audit_event').insert(
    events.map((event) => ({
      at: event.at,
      actor_id: event.actorId,
      action: event.action,
      rep_id: event.repId,
      subject_id: event.subjectId,
      detail: JSON.stringify(event.detail),
    })),
  );
}
