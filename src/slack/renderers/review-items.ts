import type { Knex } from 'knex';
import type { Catalog } from '../../catalog/catalog.ts';
import { worstRows } from '../../catalog/playbook/examples.ts';
import { coachingItems } from '../../db/reads/coaching-items.ts';
import { flagsOfRows } from '../../db/stores/daily-breaches.ts';
import { type EvidenceRow, rowsOf } from '../../domain/evidence.ts';
import type { Reading } from '../../domain/metric.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { evidenceOf } from '../../workflows/list-evidence.ts';
import type { ReviewItem } from '../messages/review-item.ts';

/** What the evidence is asked with. */
export interface EvidenceContext {
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  readonly now: Date;
}

/** As many rows as a message names; the others are behind the item's button. */
const NAMED = 3;

/** Items with the rows that speak most for their gap, and the flag they go with, in the order of the ids. */
export async function reviewItems(
  db: Knex,
  coachingIds: readonly string[],
  context: EvidenceContext,
): Promise<ReviewItem[]> {
  const found: ReviewItem[] = [];
  const flags = await flagsOfRows(db, coachingIds);
  for (const item of await coachingItems(db, coachingIds, context.settings)) {
    const rows = item.reading === null ? [] : await rowsBehind(db, item.reading, context);
    found.push({ item, rows, flag: flags.get(item.coachingId) });
  }
  return found;
}

async function rowsBehind(db: Knex, reading: Reading, context: EvidenceContext): Promise<readonly EvidenceRow[]> {
  const { repId, metricKey, asOf, period, windowStart: since } = reading;
  const metric = context.catalog.find(metricKey);
  const evidence = metric && (await evidenceOf(db, { repId, metric, asOf, period, since, ...context }));
  return metric && evidence ? worstRows(metric, reading, rowsOf(evidence, reading).counted, NAMED) : [];
}
