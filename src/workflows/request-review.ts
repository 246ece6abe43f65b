import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { type WaitingItem, waitingForReview } from '../db/reads/waiting-for-review.ts';
import { leaveBehind } from '../delivery/leave-behind.ts';
import { enqueue } from '../delivery/outbox.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { inSegment } from '../domain/metric.ts';
import { patternWeight } from '../domain/pattern.ts';
import { decidersOf } from '../domain/visibility.ts';
import { tellOfNoManager } from './tell-of-no-manager.ts';

export interface ReviewOf {
  repId: string;
  line: ReportingLine;
  asOf: LocalDate;
  now: Date;
  catalog: Catalog;
}

/**
 * Asks the rep's manager, and whoever stands in while the manager is absent, about what waits for a decision and that
 * person has not been asked about: one message a rep and week. A rep without a manager is the admins' matter.
 */
export async function requestReview(trx: Knex.Transaction, review: ReviewOf): Promise<void> {
  const { repId, line, asOf, now, catalog } = review;
  for (const recipientId of decidersOf(line)) {
    await askToReview(trx, { repId, recipientId, key: asOf, from: null, now, catalog });
  }
  if (line.managerId === null) await tellOfNoManager(trx, { repId, on: asOf, now });
}

export interface Asking extends Pick<ReviewOf, 'repId' | 'now' | 'catalog'> {
  recipientId: string;
  /** What the message is one of: a week, the day on which it moved to the recipient, a decision that was taken back. */
  key: string;
  /** Whose it was before, where it moved to the recipient. */
  from: string | null;
  /** Just this of what waits. */
  only?: string;
}

/** Asks one person about what waits for a decision and they have not been asked about. */
export async function askToReview(trx: Knex.Transaction, asking: Asking): Promise<void> {
  const { repId, recipientId, key, from, only, now, catalog } = asking;
  const unasked = await waitingForReview(trx, repId, recipientId);
  const waiting = only === undefined ? unasked : unasked.filter((item) => item.coachingId === only);
  const chosen = inOrder(waiting, catalog).slice(0, catalog.thresholds.newPatternsAWeek);
  const latest = chosen
    .map((item) => item.coachingDate)
    .sort()
    .at(-1);
  if (latest === undefined) return;
  const deliveryKey = `review:${key}:${repId}:${recipientId}`;
  await leaveBehind(trx, deliveryKey);
  await enqueue(trx, {
    key: deliveryKey,
    kind: 'review_request',
    recipientId,
    reference: { rep_id: repId, as_of: latest, ...(from !== null && { from }) },
    subjects: chosen.map((item) => `coaching:${item.coachingId}`),
    now,
  });
}

/** Longest waiting first, then the largest gap for what counts as material. */
function inOrder(items: WaitingItem[], catalog: Catalog): WaitingItem[] {
  const weight = new Map(items.map((item) => [item.coachingId, weightOf(item, catalog)]));
  const heavier = (a: WaitingItem, b: WaitingItem) => (weight.get(b.coachingId) ?? 0) - (weight.get(a.coachingId) ?? 0);
  return items.toSorted((a, b) => a.coachingDate.localeCompare(b.coachingDate) || heavier(a, b));
}

function weightOf(item: WaitingItem, catalog: Catalog): number {
  const definition = catalog.find(item.metricKey);
  if (definition === undefined) return 0;
  return patternWeight(inSegment(definition, item.segment).materialGap, item).toNumber();
}
