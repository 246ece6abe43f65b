import { waitingItems } from '../../db/reads/waiting-items.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { groupBy } from '../../domain/group-by.ts';
import { localDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { reviewReminder } from '../messages/review-reminder.ts';
import { referenced } from './readership.ts';

/** As many items as are looked at to name their reps. */
const MOST = 500;

/** To whoever has something waiting today, and only of what waits for them. It does not go out when nothing does. */
export function reviewReminderRenderer({ orgTz }: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const { items, total } = await waitingItems(db, delivery.recipientId, { orgTz, now }, { limit: MOST, offset: 0 });
    if (delivery.messageTs === null && total === 0) {
      return { outcome: 'withhold', reason: 'Nothing is left to decide.' };
    }
    const reps = [...groupBy(items, (item) => item.repId).values()].map((own) => ({
      repName: own[0]?.repName ?? '',
      waiting: own.length,
    }));
    const digestOn = localDate(referenced(delivery, 'digest_on'));
    return { outcome: 'message', message: reviewReminder({ total, reps, digestOn }) };
  };
}
