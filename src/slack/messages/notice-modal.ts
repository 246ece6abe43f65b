import type { ModalView } from '@slack/types';
import { viewIds } from '../ids.ts';
import { plain, quoted } from './blocks.ts';
import { limits } from './limits.ts';

/** A short private answer where there is no message to answer under. */
export function noticeModal(text: string): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.notice,
    title: plain('Rep Coach', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: quoted(text),
  };
}
