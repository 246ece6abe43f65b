import type { Catalog } from '../../catalog/catalog.ts';
import { findMetric } from '../../catalog/metrics/index.ts';
import { nameOf } from '../../db/reads/reader.ts';
import { waitingForReview } from '../../db/reads/waiting-for-review.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { localDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { canDecide } from '../messages/item-state.ts';
import { reviewRequest } from '../messages/review-request.ts';
import { readerOf } from './reader.ts';
import { coachingIdsOf, gone, noLongerTheirs, readership, referenced } from './readership.ts';
import { reviewItems } from './review-items.ts';

/** To a rep's manager, or who stands in, while they are it. It does not go out when nothing is left to decide. */
export function reviewRequestRenderer(settings: OrganisationSettings, catalog: Catalog): Renderer {
  return async (db, delivery, now) => {
    const repId = referenced(delivery, 'rep_id');
    const standing = await readership(db, { delivery, repId, thing: 'decide_action', now }, settings);
    if (!standing.mayRead) return noLongerTheirs(delivery, standing);
    const items = (await reviewItems(db, coachingIdsOf(delivery), { settings, catalog, now })).filter(
      ({ item }) => item.repId === repId,
    );
    const first = items[0]?.item;
    if (first === undefined) return gone('coaching item');
    if (delivery.messageTs === null && !items.some(({ item }) => canDecide(item))) {
      return { outcome: 'withhold', reason: 'Nothing is left to decide.' };
    }
    const heldBack = await waitingForReview(db, repId, delivery.recipientId);
    const message = reviewRequest({
      repName: first.repName,
      role: first.role,
      asOf: localDate(referenced(delivery, 'as_of')),
      forManager: standing.facts.managerId === delivery.recipientId ? null : await nameOf(db, standing.facts.managerId),
      movedFrom: await nameOf(db, delivery.reference.from ?? null),
      items,
      heldBack: heldBack.flatMap(({ metricKey, dimension }) => {
        const definition = findMetric(metricKey);
        return definition === undefined ? [] : [{ metricKey: definition.key, dimension }];
      }),
      reader: await readerOf(db, delivery.recipientId, settings, now),
    });
    return { outcome: 'message', message };
  };
}
