import type { KnownBlock, TableBlock } from '@slack/types';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { EpisodeWeek, EscalationCase } from '../../domain/escalation-case.ts';
import { context, type Message, quoted, section } from './blocks.ts';
import { comparedTo, shownValue, weekCell } from './episode-weeks.ts';
import { unseenBlocks } from './escalation.ts';
import { inertCell } from './escape.ts';
import { titleOf } from './evidence.ts';
import { decision, type Reader } from './item-state.ts';
import { cutBlocks, limits } from './limits.ts';
import { md } from './markup.ts';

/** In the escalation's thread: every week of the pattern, and what was decided about its action. */
export function escalationHistory(escalationCase: EscalationCase, reader: Reader): Message {
  const { item, weeks, repName } = escalationCase;
  const text = md`The history so far.`.text;
  if (item === null) return { text, blocks: [section(md`No pattern is behind this escalation.`)] };
  const said = decision(item, reader);
  const blocks: KnownBlock[] = [
    section(md`*${titleOf(item)}*, week by week`),
    weekTable(item, weeks),
    section(said ?? md`*Not decided yet:* the suggested action waits for ${repName}’s manager, who can still decide.`),
    ...unseenBlocks(escalationCase, reader),
    ...(item.decisionNote === null ? [] : [context(md`Note:`), ...quoted(item.decisionNote)]),
    context(item.originalAction === null ? md`The suggested action:` : md`The action as changed:`),
    ...quoted(item.recommendedAction),
    ...(item.originalAction === null ? [] : [context(md`As first suggested:`), ...quoted(item.originalAction)]),
  ];
  return { text, blocks: cutBlocks(blocks, limits.messageBlocks, context(md`…`)) };
}

/** Few and short columns, for a thread is narrow; the changes are in the thread's first message. */
function weekTable(item: CoachingItem, weeks: readonly EpisodeWeek[]): TableBlock {
  const shown = weeks.slice(-(limits.tableRows - 1));
  const compared = comparedTo(item);
  const heading = ['Check of', 'Value', `${compared[0]?.toUpperCase()}${compared.slice(1)}`, 'Week', 'Sample'];
  const rows = shown.map((week) => [
    formatDate(week.asOf),
    shownValue(item, week.value),
    shownValue(item, week.benchmark),
    weekCell(week),
    week.sampleSize === null ? '–' : String(week.sampleSize),
  ]);
  return {
    type: 'table',
    rows: [heading, ...rows].map((row) => row.map((text) => ({ type: 'raw_text', text: inertCell(text) }))),
    column_settings: [{}, { align: 'right' }, { align: 'right' }, { is_wrapped: true }, { align: 'right' }],
  };
}
