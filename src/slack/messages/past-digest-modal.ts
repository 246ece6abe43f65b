import type { KnownBlock } from '@slack/types';
import { formatMonth } from '../../domain/date-format.ts';
import type { DigestContent } from '../../domain/digest.ts';
import { inGroups } from '../../domain/in-groups.ts';
import { viewIds } from '../ids.ts';
import { context, divider, plain, quoted, section } from './blocks.ts';
import { diagnosisBlocks } from './digest-diagnosis.ts';
import { actionTitle, hasNumbers, noNumbers, sharedBy, sharedSentence, summarySentence } from './digest-lines.ts';
import { cutToView, limits } from './limits.ts';
import { lines, md } from './markup.ts';
import { digestNumbersButton } from './numbers-modal.ts';
import { type DrawnDigest, type OwnModal, pictureBlocks } from './picture-block.ts';

/** Lines of summary to a section: well under its 3,000 characters. */
const LINES_A_SECTION = 8;

/** A digest as it was sent, without its controls. Modals have no tables, so each number is a line. */
export function pastDigestModal(content: DigestContent, drawn: DrawnDigest): OwnModal {
  const shared = sharedBy(content.summary);
  const blocks: KnownBlock[] = [
    section(
      md`*Your numbers, ${formatMonth(content.periodMonth)}*`,
      hasNumbers(content) ? digestNumbersButton(content) : undefined,
    ),
    ...(hasNumbers(content)
      ? [
          context(sharedSentence(content.summary)),
          ...inGroups(content.summary, LINES_A_SECTION).map((group) =>
            section(lines(...group.map((line) => summarySentence(line, shared)))),
          ),
        ]
      : [section(noNumbers)]),
    ...pictureBlocks(drawn.standing),
    ...diagnosisBlocks(content),
    ...pictureBlocks(drawn.trend),
    ...(content.actions.length === 0 ? [] : [divider, section(md`*What you could try*`)]),
    ...content.actions.flatMap((action) => [section(actionTitle(action)), ...quoted(action.text)]),
  ];
  return {
    type: 'modal',
    callback_id: viewIds.pastDigest,
    title: plain('Your digest', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: cutToView(blocks, context(md`There is more than fits here: the message of that month has all of it.`)),
  };
}
