import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { DigestContent } from '../../domain/digest.ts';
import { addMonths } from '../../domain/local-date.ts';
import type { Reading } from '../../domain/metric.ts';
import { actionIds, viewIds } from '../ids.ts';
import { button, context, plain, section } from './blocks.ts';
import { ownNumber, titleOf } from './evidence.ts';
import { whyButton } from './evidence-modal.ts';
import { cutToView, limits } from './limits.ts';
import { lines, md } from './markup.ts';
import { encodeNumbers, type NumbersReference } from './references.ts';

/** Every number of a rep's week or month, each with a way to the rows behind it. */
export function numbersModal(readings: readonly Reading[]): ModalView {
  const blocks: KnownBlock[] = [
    context(md`Choose a number to see what it counted, and what it left out and why.`),
    ...readings.map((reading) =>
      section(lines(md`*${titleOf(reading)}*`, ownNumber(reading)), whyButton(reading, 'Show the rows')),
    ),
  ];
  return {
    type: 'modal',
    callback_id: viewIds.numbers,
    title: plain('Behind the numbers', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: cutToView(blocks, context(md`There are more; your admin can list them all.`)),
  };
}

/** Opens the numbers of a digest's month, as they were read on the first day after it. */
export function digestNumbersButton({ repId, periodMonth }: Pick<DigestContent, 'repId' | 'periodMonth'>): Button {
  return numbersButton({ repId, asOf: addMonths(periodMonth, 1), period: 'month' });
}

/** Opens the numbers of a week or month. */
export function numbersButton(numbers: NumbersReference): Button {
  return button('Where do these numbers come from?', { id: actionIds.openNumbers, value: encodeNumbers(numbers) });
}
