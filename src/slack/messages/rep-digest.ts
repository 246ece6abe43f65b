import type { KnownBlock, TableBlock } from '@slack/types';
import { formatInstant, formatMonth } from '../../domain/date-format.ts';
import { type DigestAction, type DigestContent, isEmptyDigest, type SummaryLine } from '../../domain/digest.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, divider, header, type Message, quoted, section } from './blocks.ts';
import { diagnosisSentence, summaryCells } from './digest-lines.ts';
import { inertCell } from './escape.ts';
import { cutBlocks, limits } from './limits.ts';
import { lines, md } from './markup.ts';

export interface RepDigest {
  readonly digestId: string;
  readonly content: DigestContent;
  readonly acknowledgedAt: Date | null;
  /** When the rep said an action was done, by coaching id. */
  readonly doneAt: ReadonlyMap<string, Date>;
  /** IANA zone of the rep. */
  readonly timeZone: string;
}

/** To the rep: the month's numbers, what stood out in them, and what their manager suggests to try. */
export function repDigest(digest: RepDigest): Message {
  const { content } = digest;
  const month = formatMonth(content.periodMonth);
  const blocks: KnownBlock[] = [
    header(`Your ${month}`),
    context(
      md`How your numbers compare, what stood out, and what you could try. Only you and those who coach you see this.`,
    ),
    ...summaryBlocks(content.summary),
    ...diagnosisBlocks(content),
    ...actionsHeading(content),
    ...content.actions.flatMap((action) => actionBlocks(action, digest)),
    divider,
    acknowledgement(digest),
  ];
  return {
    text: md`Your coaching digest for ${month} is here.`.text,
    blocks: cutBlocks(blocks, limits.messageBlocks, context(md`There is more: open this digest from the Home tab.`)),
  };
}

function summaryBlocks(summary: readonly SummaryLine[]): KnownBlock[] {
  if (summary.length === 0) return [section(md`No numbers for this month.`)];
  const { table, left } = summaryTable(summary);
  const more = left === 0 ? [] : [context(md`${left} more in the Home tab, under your digests.`)];
  return [section(md`*Your numbers*`), table, ...more];
}

/** As many lines as a table holds, in their order. */
function summaryTable(summary: readonly SummaryLine[]): { table: TableBlock; left: number } {
  const rows = [['Metric', 'You', 'Compared with', 'Month before', 'Where you stand']];
  let characters = rows.flat().join('').length;
  for (const line of summary) {
    const { you, compared, before, standing } = summaryCells(line);
    const row = [line.title, you, compared, before, standing].map(inertCell);
    characters += row.join('').length;
    if (rows.length === limits.tableRows || characters > limits.tableCharacters) break;
    rows.push(row);
  }
  const table: TableBlock = {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    column_settings: [{ is_wrapped: true }, { is_wrapped: true }, {}, { align: 'right' }, { is_wrapped: true }],
  };
  return { table, left: summary.length - (rows.length - 1) };
}

function diagnosisBlocks(content: DigestContent): KnownBlock[] {
  if (isEmptyDigest(content)) {
    return [
      section(
        md`*Nothing stood out this month.* No pattern was clear enough to bring up, and there is nothing you need to change. Keep going.`,
      ),
    ];
  }
  if (content.diagnosis.length === 0) return [];
  const seen = content.diagnosis.map((line) => section(diagnosisSentence(line)));
  return [divider, section(md`*What stood out*`), ...seen];
}

function actionsHeading({ actions: suggested }: DigestContent): KnownBlock[] {
  if (suggested.length === 0) return [];
  return [
    divider,
    section(md`*What you could try*`),
    context(md`Suggestions from your manager. Press Done when you have tried one.`),
  ];
}

function actionBlocks(action: DigestAction, { doneAt, timeZone }: RepDigest): KnownBlock[] {
  const done = doneAt.get(action.coachingId);
  const title = lines(
    md`*${action.title}*`,
    action.improvedSince ? md`Improved since this was written; keep what works.` : null,
    done === undefined ? null : md`✅ Done, ${formatInstant(done, timeZone)}`,
  );
  const press = button('Done', { id: actionIds.markActionDone, value: action.coachingId });
  return [section(title, done === undefined ? press : undefined), ...quoted(action.text)];
}

function acknowledgement({ digestId, acknowledgedAt, timeZone }: RepDigest): KnownBlock {
  if (acknowledgedAt !== null)
    return context(md`✅ You acknowledged this on ${formatInstant(acknowledgedAt, timeZone)}.`);
  return actions(
    `digest:${digestId}`,
    button('Acknowledge', { id: actionIds.acknowledgeDigest, value: digestId, style: 'primary' }),
  );
}
