import type { KnownBlock } from '@slack/types';
import { formatInstant, formatMonth } from '../../domain/date-format.ts';
import type { DigestAction, DigestContent } from '../../domain/digest.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, divider, header, type Message, quoted, section } from './blocks.ts';
import { diagnosisBlocks } from './digest-diagnosis.ts';
import { actionTitle, hasNumbers, noNumbers, sharedSentence } from './digest-lines.ts';
import { type BlockGroup, inMessages } from './in-messages.ts';
import { md } from './markup.ts';
import { digestNumbersButton } from './numbers-modal.ts';
import { type DrawnDigest, pictureBlocks, picturesOf } from './picture-block.ts';
import { summaryTables } from './summary-table.ts';

export interface RepDigest {
  readonly digestId: string;
  readonly content: DigestContent;
  readonly acknowledgedAt: Date | null;
  /** When the rep said an action was done, by coaching id. */
  readonly doneAt: ReadonlyMap<string, Date>;
  /** IANA zone of the rep. */
  readonly timeZone: string;
  readonly drawn: DrawnDigest;
}

/** To the rep: the month's numbers, what stood out in them, and what their manager suggests to try. */
export function repDigest(digest: RepDigest): Message {
  const { content, drawn } = digest;
  const month = formatMonth(content.periodMonth);
  const [firstAction = [], ...otherActions] = content.actions.map((action) => actionBlocks(action, digest));
  const text = md`Your coaching digest for ${month} is here.`.text;
  return inMessages({ text, about: md`Your ${month}`, pictures: picturesOf(drawn) }, [
    [header(`Your ${month}`), context(md`Only you and those who coach you see this.`)],
    ...summaryGroups(content),
    pictureBlocks(drawn.standing),
    ...diagnosisBlocks(content).map((block) => [block]),
    pictureBlocks(drawn.trend),
    [...actionsHeading(content), ...firstAction],
    ...otherActions,
    [divider, acknowledgement(digest)],
  ]);
}

function summaryGroups(content: DigestContent): BlockGroup[] {
  const { summary } = content;
  if (!hasNumbers({ summary })) return [[section(noNumbers)]];
  const heading = section(md`*Your numbers*`, digestNumbersButton(content));
  const [first, ...others] = summaryTables(summary);
  return [[heading, context(sharedSentence(summary)), first], ...others.map((table) => [table])];
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
  const title = actionTitle(action, done === undefined ? null : md`✅ Done, ${formatInstant(done, timeZone)}`);
  const press = button('Done', { id: actionIds.markActionDone, value: action.coachingId, about: action.title });
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
