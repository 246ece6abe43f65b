import type { Knex } from 'knex';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { type WaitingItem, waitingForReview } from '../db/reads/waiting-for-review.ts';
import { alertAdmins } from '../delivery/alert-admins.ts';
import { enqueue } from '../delivery/outbox.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { inSegment, type MetricDefinition } from '../domain/metric.ts';
import { NEW_PATTERNS_A_WEEK, patternWeight } from '../domain/pattern.ts';

export interface ReviewOf {
  repId: string;
  line: ReportingLine;
  asOf: LocalDate;
  now: Date;
  definitionOf: (metricKey: string) => MetricDefinition | undefined;
}

/**
 * Asks the rep's manager, and whoever stands in while the manager is absent, about what waits for a decision and that
 * person has not been asked about: one message a rep and week. A rep without a manager is the admins' matter.
 */
export async function requestReview(trx: Knex.Transaction, review: ReviewOf): Promise<void> {
  const { repId, line, asOf, now } = review;
  for (const recipientId of [line.managerId, line.actingForManagerId]) {
    if (recipientId === null) continue;
    const waiting = await waitingForReview(trx, repId, recipientId);
    if (waiting.length === 0) continue;
    const chosen = inOrder(waiting, review.definitionOf).slice(0, NEW_PATTERNS_A_WEEK);
    await enqueue(trx, {
      key: `review:${asOf}:${repId}:${recipientId}`,
      kind: 'review_request',
      recipientId,
      reference: { rep_id: repId, as_of: asOf },
      subjects: chosen.map((item) => `coaching:${item.coachingId}`),
      now,
    });
  }
  if (line.managerId === null)
    await alertAdmins(trx, { topic: 'no_manager', subject: `${repId}:${asOf}`, repId, reference: {}, now });
}

/** Longest waiting first, then the largest gap for what counts as material. */
function inOrder(items: WaitingItem[], definitionOf: ReviewOf['definitionOf']): WaitingItem[] {
  const weight = new Map(items.map((item) => [item.coachingId, weightOf(item, definitionOf(item.metricKey))]));
  const heavier = (a: WaitingItem, b: WaitingItem) => (weight.get(b.coachingId) ?? 0) - (weight.get(a.coachingId) ?? 0);
  return items.toSorted((a, b) => a.coachingDate.localeCompare(b.coachingDate) || heavier(a, b));
}

function weightOf(item: WaitingItem, definition: MetricDefinition | undefined): number {
  if (definition === undefined) return 0;
  return patternWeight(inSegment(definition, item.segment).materialGap, item).toNumber();
}
