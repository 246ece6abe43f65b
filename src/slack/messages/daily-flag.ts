import type { KnownBlock } from '@slack/types';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import type { StoredBreach } from '../../domain/daily-breach.ts';
import { formatDate } from '../../domain/date-format.ts';
import { context, header, type Message, section } from './blocks.ts';
import { comparison, titleOf, why } from './evidence.ts';
import { thresholdPhrase } from './flag-line.ts';
import { canDecide, type Reader } from './item-state.ts';
import { lines, md, sentences } from './markup.ts';
import { repViewButton } from './rep-view-button.ts';
import { actionBlocks } from './review-item.ts';

export interface DailyFlag {
  readonly breach: StoredBreach;
  readonly item: CoachingItem;
  /** The absent manager for whom the reader stands in, or null. */
  readonly forManager: string | null;
  readonly reader: Reader;
}

/** To the manager: one number that crossed its critical line, with an action to decide on. */
export function dailyFlag({ breach, item, forManager, reader }: DailyFlag): Message {
  const { reading } = breach;
  const blocks: KnownBlock[] = [
    header(`${item.repName} (${item.role}): daily flag`),
    context(
      sentences(
        md`Began with the check of ${formatDate(breach.on)}.`,
        forManager === null ? null : md`For ${forManager}, who is away.`,
        md`Flags are for you alone; ${item.repName} hears of an action once you approve it.`,
      ),
    ),
    section(
      lines(md`*${titleOf(reading)}*`, md`*Now:* ${comparison(reading)}`, md`*Threshold:* ${thresholdPhrase(breach)}.`),
    ),
    context(why(reading, reader.currency)),
    // Its row may have begun with another number.
    ...actionBlocks({ ...item, reading }, reader, repViewButton(item)),
  ];
  return {
    text: md`${canDecide(item) ? 'A daily flag for you to look at' : 'A daily flag'} (${item.repName})`.text,
    blocks,
  };
}
