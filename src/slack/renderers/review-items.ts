import type { Knex } from 'knex';
import { actionEvidence } from '../../db/reads/action-evidence.ts';
import { coachingItems } from '../../db/reads/coaching-items.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import type { ReviewItem } from '../messages/review-item.ts';

/** Items with the deals they point at, in the order of the ids. */
export async function reviewItems(
  db: Knex,
  coachingIds: readonly string[],
  settings: OrganisationSettings,
): Promise<ReviewItem[]> {
  const found: ReviewItem[] = [];
  for (const item of await coachingItems(db, coachingIds, settings)) {
    const evidence = item.reading === null ? { deals: [] } : await actionEvidence(db, item.reading, settings);
    found.push({ item, deals: evidence.deals });
  }
  return found;
}
