import type { ModalView } from '@slack/types';
import { dismissNoteLimit, dismissReasons } from '../../domain/approval.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { inputIds, viewIds } from '../ids.ts';
import { context, plain, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { dismissReasonTexts } from './item-state.ts';
import { limits } from './limits.ts';
import { md } from './markup.ts';
import { encodeItem } from './references.ts';
import { ownNumbers } from './review-request.ts';

/** Why the suggestion is not for the rep; says that the clock goes on whatever is chosen. */
export function dismissModal(item: CoachingItem): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.dismiss,
    private_metadata: encodeItem(item),
    title: plain('Dismiss the suggestion', limits.viewTitle),
    submit: plain('Dismiss', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [
      section(md`*${item.repName}* (${item.role}): *${titleOf(item)}*`),
      {
        type: 'input',
        block_id: inputIds.dismissReason.block,
        label: plain('Why?', limits.field),
        element: {
          type: 'radio_buttons',
          action_id: inputIds.dismissReason.action,
          options: dismissReasons.map((reason) => ({
            text: plain(dismissReasonTexts[reason], limits.option),
            value: reason,
          })),
        },
      },
      {
        type: 'input',
        block_id: inputIds.dismissNote.block,
        optional: true,
        label: plain('Note', limits.field),
        hint: plain(
          `Needed for “Another reason”. Not for ${item.repName}: your second-line manager reads it if the pattern escalates.`,
          limits.field,
        ),
        element: {
          type: 'plain_text_input',
          action_id: inputIds.dismissNote.action,
          multiline: true,
          max_length: dismissNoteLimit,
        },
      },
      context(
        md`${item.repName} never sees this suggestion; ${ownNumbers} The weekly check goes on regardless: a pattern that persists for three weeks reaches your second-line manager, dismissed or not.`,
      ),
    ],
  };
}
