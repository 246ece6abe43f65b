import type { StoredBreach } from '../../domain/daily-breach.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, header, type Message, section } from './blocks.ts';
import { shownValue } from './episode-weeks.ts';
import { titleOf } from './evidence.ts';
import { thresholdInShort } from './flag-line.ts';
import { inMessages } from './in-messages.ts';
import { inTexts, type Markup, md } from './markup.ts';
import { counted } from './review-request.ts';

export interface MissedFlag {
  readonly repName: string;
  readonly breach: StoredBreach;
}

/** Who it is about; two reps may have one name. */
const repOf = ({ repName, breach }: MissedFlag): string => JSON.stringify([breach.reading.repId, repName]);

/** A rep's name, then their flags in the order of their days. */
function linesOfRep(flags: readonly MissedFlag[]): Markup[] {
  const [first] = flags;
  if (first === undefined) return [];
  const entries = flags.map(({ breach }) => {
    const { reading } = breach;
    return md`• ${formatDate(breach.on)}: ${titleOf(reading)}, ${shownValue(reading, reading.value)}; ${thresholdInShort(breach)}`;
  });
  return [md`*${first.repName}* (${first.breach.reading.role})`, ...entries];
}

/** To the manager, after days on which the check did not run: all that it would have said. */
export function flagSummary(missed: readonly MissedFlag[], on: LocalDate): Message {
  const title = `${counted(missed.length, 'daily flag')} from days that were missed`;
  const reps = [...new Set(missed.map(repOf))];
  const listed = reps.flatMap((rep) => linesOfRep(missed.filter((one) => repOf(one) === rep)));
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
