import type { ModalView } from '@slack/types';
import { coachingItems } from '../db/reads/coaching-items.ts';
import { waitingItems } from '../db/reads/waiting-items.ts';
import { flagsOfRows } from '../db/stores/daily-breaches.ts';
import type { Act, SlackContext } from './listener.ts';
import { lookAtItem, noteLook } from './look-trail.ts';
import { QUEUE_PAGE_SIZE, queueModal, queuePages } from './messages/queue-modal.ts';
import { readerOf } from './reader.ts';

/** What waits for the person's decision today. A page that is no longer there is the last one that is. */
export async function queueScreen(act: Act, page: number, context: SlackContext): Promise<ModalView> {
  const shown = await existingPage(act, page, context);
  const ids = shown.items.map(({ coachingId }) => coachingId);
  const items = await coachingItems(context.db, ids, context.settings);
  const flags = await flagsOfRows(context.db, ids);
  await noteLook(context, act, items.map(lookAtItem));
  return queueModal({
    // The rows are behind each item's button: a modal must open within three seconds.
    items: items.map((item) => ({ item, rows: [], flag: flags.get(item.coachingId) })),
    total: shown.total,
    page: shown.page,
    reader: await readerOf(act, context),
  });
}

async function existingPage(act: Act, page: number, context: SlackContext) {
  const moment = { orgTz: context.settings.orgTz, now: act.now };
  const at = async (asked: number) => {
    const part = { limit: QUEUE_PAGE_SIZE, offset: (asked - 1) * QUEUE_PAGE_SIZE };
    return { ...(await waitingItems(context.db, act.person.personId, moment, part)), page: asked };
  };
  const found = await at(page);
  if (found.items.length > 0 || page === 1) return found;
  const first = await at(1);
  const last = queuePages(first.total);
  return last === 1 ? first : at(last);
}
