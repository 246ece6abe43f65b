import type { Button, KnownBlock, ModalView } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import { actionIds, viewIds } from '../ids.ts';
import { actions, button, context, divider, plain, section } from './blocks.ts';
import type { Reader } from './item-state.ts';
import { cutToView, limits } from './limits.ts';
import { md } from './markup.ts';
import { encodePage } from './references.ts';
import { type ReviewItem, reviewItemBlocks } from './review-item.ts';

/** Items to a page: few enough that no page comes near a view's 100 blocks. */
export const QUEUE_PAGE_SIZE = 5;

export interface QueuePage {
  /** This page's items, oldest first. */
  readonly items: readonly ReviewItem[];
  /** Of all pages. */
  readonly total: number;
  /** From 1; oldest items are on page 1. */
  readonly page: number;
  readonly reader: Reader;
}

/** What waits for a manager's decision, oldest first; Modify and Dismiss are pushed on it. */
export function queueModal(queue: QueuePage): ModalView {
  const blocks = queue.total === 0 ? [section(md`Nothing waits for you.`)] : pageBlocks(queue);
  return {
    type: 'modal',
    callback_id: viewIds.queue,
    private_metadata: encodePage(queue.page),
    title: plain('Waiting for you', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: cutToView(blocks, context(md`…`)),
  };
}

/** How many pages a queue of so many items has; at least one. */
export function queuePages(total: number): number {
  return Math.max(1, Math.ceil(total / QUEUE_PAGE_SIZE));
}

function pageBlocks({ items, total, page, reader }: QueuePage): KnownBlock[] {
  const buttons = turningButtons(page, queuePages(total));
  return [
    context(md`${total} waiting, oldest first. Page ${page} of ${queuePages(total)}.`),
    ...items.flatMap((item) => [
      divider,
      context(md`Waiting since ${formatDate(item.item.coachingDate)}`),
      ...reviewItemBlocks(item, reader, { withRep: true }),
    ]),
    ...(buttons.length === 0 ? [] : [divider, actions('queue:pages', ...buttons)]),
  ];
}

function turningButtons(page: number, pages: number): Button[] {
  return [
    ...(page > 1 ? [button('Older', { id: actionIds.queueOlder, value: encodePage(page - 1) })] : []),
    ...(page < pages ? [button('Newer', { id: actionIds.queueNewer, value: encodePage(page + 1) })] : []),
  ];
}
