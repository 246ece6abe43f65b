import type { StoredBreach } from '../../domain/daily-breach.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, header, type Message, section } from './blocks.ts';
import { shownValue } from './episode-weeks.ts';
import { titleOf } from './evidence.ts';
import { thresholdPhrase } from './flag-line.ts';
import { inMessages } from './in-messages.ts';
import { inTexts, md } from './markup.ts';
import { counted } from './review-request.ts';

export interface MissedFlag {
  readonly repName: string;
  readonly breach: StoredBreach;
}

/** To the manager, after days on which the check did not run: all that it would have said. */
export function flagSummary(missed: readonly MissedFlag[], on: LocalDate): Message {
  const title = `${counted(missed.length, 'daily flag')} from days that were missed`;
  const listed = missed.map(({ repName, breach }) => {
    const { reading } = breach;
    return md`• ${formatDate(breach.on)}, *${repName}* (${reading.role}): ${titleOf(reading)}, ${shownValue(reading, reading.value)}; ${thresholdPhrase(breach)}`;
  });
  return inMessages({ text: md`${title}.`.text, about: md`${title}` }, [
    [
      header(title),
      context(
        md`The daily check did not run on time and was caught up on ${formatDate(on)}. The numbers are those of each day.`,
      ),
    ],
    ...inTexts(...listed).map((text) => [section(text)]),
    [
      actions(`flags:${on}`, button('Open the queue', { id: actionIds.openQueue })),
      context(md`The suggested actions wait in your queue, and come with the next weekly list.`),
    ],
  ]);
}
