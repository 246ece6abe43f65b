import type { TableBlock } from '@slack/types';
import { wordingOf } from '../../catalog/playbook/metric-wording.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import type { StoredBreach } from '../../domain/daily-breach.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { EpisodeWeek, EscalationCase } from '../../domain/escalation-case.ts';
import type { SaidText } from '../../domain/manager-context.ts';
import { formatCount } from '../../domain/number-format.ts';
import type { Picture } from '../../domain/picture.ts';
import { context, type Message, quoted, section } from './blocks.ts';
import { cellValue, comparedTo, longUnit, shownValue, weekCell } from './episode-weeks.ts';
import { unseenBlocks } from './escalation.ts';
import { titleOf } from './evidence.ts';
import { thresholdInShort } from './flag-line.ts';
import { type BlockGroup, inMessages } from './in-messages.ts';
import { decision, type Reader } from './item-state.ts';
import { inTexts, type Markup, md } from './markup.ts';
import { pictureBlocks } from './picture-block.ts';
import { saidBlocks } from './said-text.ts';
import { tablesOf } from './table-rows.ts';

/** What the thread tells of the pattern; the week-2 notice shows its manager exactly this beforehand. */
export type HistorySubject = Pick<EscalationCase, 'repName' | 'weeks' | 'context' | 'flags'> & {
  readonly item: CoachingItem;
  /** The pattern's trend; null where there is nothing to draw. */
  readonly trend: Picture | null;
};

/**
 * In the escalation's thread: every week of the pattern, what was decided about its action, and the manager's context.
 * @param elsewhere what was said about it in other places, such as the thread of an earlier second-line manager.
 */
export function escalationHistory(
  escalationCase: EscalationCase & Pick<HistorySubject, 'trend'>,
  reader: Reader,
  elsewhere: readonly SaidText[] = [],
): Message {
  const { item, trend, flags, repName } = escalationCase;
  const groups = [
    ...(item === null
      ? [
          [section(md`No single pattern is behind this; *View rep* above shows where ${repName} stands.`)],
          ...flagGroups(flags),
        ]
      : historyGroups({ ...escalationCase, item }, reader)),
    ...elsewhere.map((note) => saidBlocks('Said before by', note, reader.timeZone)),
  ];
  const pictures = trend === null ? [] : [trend];
  return inMessages({ text: md`The history so far.`.text, about: md`The history so far`, pictures }, groups);
}

export function historyGroups(subject: HistorySubject, reader: Reader): BlockGroup[] {
  const { item, weeks, repName } = subject;
  const said = decision(item, reader);
  const unit = longUnit(item);
  const [table, ...tables] = weekTables(item, weeks);
  return [
    [
      section(
        weeks.length === 0
          ? md`*${titleOf(item)}*: not followed week by week so far.`
          : md`*${titleOf(item)}*, week by week${unit === null ? '' : `, in ${unit}`}`,
      ),
      ...pictureBlocks(subject.trend),
      ...(weeks.length === 0 ? [] : [table]),
    ],
    ...tables.map((further) => [further]),
    ...flagGroups(subject.flags),
    subject.context === null ? [] : saidBlocks('Context from', subject.context, reader.timeZone),
    [
      section(
        said ?? md`*Not decided yet:* the suggested action waits for ${repName}’s manager, who can still decide.`,
      ),
      ...unseenBlocks(subject, reader),
    ],
    item.decisionNote === null ? [] : [context(md`Note:`), ...quoted(item.decisionNote)],
    [
      context(item.originalAction === null ? md`The suggested action:` : md`The action as changed:`),
      ...quoted(item.recommendedAction),
    ],
    item.originalAction === null ? [] : [context(md`As first suggested:`), ...quoted(item.originalAction)],
  ];
}

/** What the manager was told, or would have been, in the weeks before. */
function flagGroups(flags: readonly StoredBreach[]): BlockGroup[] {
  if (flags.length === 0) return [];
  const texts = inTexts(md`*Daily flags of the four weeks before*`, ...flags.map(flagEntry));
  return texts.map((text) => [section(text)]);
}

function flagEntry(flag: StoredBreach): Markup {
  const { reading } = flag;
  return md`• ${formatDate(flag.on)}: ${titleOf(reading)}, ${shownValue(reading, flag.value)}; ${thresholdInShort(flag)}`;
}

/** Few and short columns, for a thread is narrow; the changes are in the thread's first message. */
function weekTables(item: CoachingItem, weeks: readonly EpisodeWeek[]): [TableBlock, ...TableBlock[]] {
  const compared = comparedTo(item);
  const counted = countColumn(item);
  const heading = ['Check of', 'Value', capitalised(compared), 'Week', ...(counted === null ? [] : [counted])];
  const rows = weeks.map((week) => [
    formatDate(week.asOf),
    cellValue(item, week.value),
    cellValue(item, week.benchmark),
    weekCell(week),
    ...(counted === null ? [] : [week.sampleSize === null ? '–' : formatCount(week.sampleSize)]),
  ]);
  const right = { align: 'right' as const };
  return tablesOf(heading, rows, [{}, right, right, { is_wrapped: true }, ...(counted === null ? [] : [right])]);
}

/** "Deals", "Calls": what the values rest on; null where a value rests on no number of things. */
function countColumn({ metricKey }: CoachingItem): string | null {
  const { sample, observation } = wordingOf(metricKey);
  return sample?.includes('{n}') ? capitalised(observation.many) : null;
}

const capitalised = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
