import type { ModalView } from '@slack/types';
import { actionTextLimits } from '../../domain/approval.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import { formatCount } from '../../domain/number-format.ts';
import { inputIds, viewIds } from '../ids.ts';
import { context, plain, section } from './blocks.ts';
import { checks, titleOf } from './evidence.ts';
import type { Reader } from './item-state.ts';
import { limits } from './limits.ts';
import { lines, md } from './markup.ts';
import { encodeItem } from './references.ts';

/** Where the manager writes the action anew; sending it approves it. */
export function modifyModal(item: CoachingItem, reader: Reader): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.modify,
    private_metadata: encodeItem(item),
    title: plain('Change the action', limits.viewTitle),
    submit: plain('Approve this text', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [
      section(lines(md`*${item.repName}* (${item.role}): *${titleOf(item)}*`, checks(item))),
      {
        type: 'input',
        block_id: inputIds.actionText.block,
        label: plain(`What ${item.repName} should try`, limits.field),
        hint: plain(
          `${actionTextLimits.min} to ${formatCount(actionTextLimits.max)} characters, plain text.`,
          limits.field,
        ),
        element: {
          type: 'plain_text_input',
          action_id: inputIds.actionText.action,
          multiline: true,
          min_length: actionTextLimits.min,
          max_length: actionTextLimits.max,
          initial_value: wholeCharacters(item.recommendedAction, actionTextLimits.max),
          focus_on_load: true,
        },
      },
      context(
        md`${item.repName} reads exactly this in the digest of ${formatDate(reader.nextDigestOn)}. Until that digest runs you can undo it.`,
      ),
    ],
  };
}

/** As much as the input takes, in UTF-16 units, without half a character. */
function wholeCharacters(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
}
