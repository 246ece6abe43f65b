import type { KnownBlock } from '@slack/types';
import { findMetric } from '../../catalog/metrics/index.ts';
import { spokenCompanions } from '../../catalog/playbook/companion-wording.ts';
import { formatDate, formatInstant, formatMonth, formatRange } from '../../domain/date-format.ts';
import { inGroups } from '../../domain/in-groups.ts';
import { addDays } from '../../domain/local-date.ts';
import { formatValue } from '../../domain/number-format.ts';
import type { SkillLine } from '../../domain/skill-line.ts';
import type { DailyFlag, EscalationFlag, RepView, ViewAction } from '../../domain/view.ts';
import { actionIds, viewIds } from '../ids.ts';
import { actions, button, context, divider, header, type Message, plain, quoted, section } from './blocks.ts';
import {
  diagnosisSentence,
  hasNumbers,
  sharedBy,
  sharedSentence,
  summarySentence,
  type Voice,
} from './digest-lines.ts';
import { titleOf } from './evidence.ts';
import { asAnswers, inMessages } from './in-messages.ts';
import { canDecide, decision, outcomeTexts, type Reader, severityTexts } from './item-state.ts';
import { cutToView, limits } from './limits.ts';
import { lines, type Markup, md, sentences } from './markup.ts';
import { numbersButton } from './numbers-modal.ts';
import { type DrawnDigest, type OwnModal, pictureBlocks, picturesOf } from './picture-block.ts';
import { encodeRep } from './references.ts';
import { skillLines } from './skill-sentence.ts';
import { summaryTables } from './summary-table.ts';

/** A view with what its reader is to the rep. */
export interface ShownView {
  readonly view: RepView;
  readonly isSelf: boolean;
  readonly mayDecide: boolean;
  readonly reader: Reader;
  /** What the digest of the month showed, or what the week shows. */
  readonly drawn: DrawnDigest;
}

/** Lines of summary to a section: well under its 3,000 characters. */
const LINES_A_SECTION = 8;

/** Everything about a rep that the reader may see, as answers to them alone: summary, diagnosis, actions, escalations. */
export function repView(shown: ShownView): Message[] {
  const heading = headingOf(shown);
  const blocks = [header(heading), ...sectionsOf(shown, tableOf(shown)), ...escalateBlocks(shown)];
  const text = shown.isSelf ? 'Your numbers.' : 'The view that you asked for.';
  const whole = inMessages(
    { text, about: md`${heading}`, pictures: picturesOf(shown.drawn) },
    blocks.map((block) => [block]),
  );
  return asAnswers([whole], beyond(shown));
}

/** The same in a modal, which has no tables: each number is a line. */
export function repViewModal(shown: ShownView): OwnModal {
  const blocks = [header(headingOf(shown)), ...sectionsOf(shown, linesOf(shown))];
  return {
    type: 'modal',
    callback_id: viewIds.repView,
    title: plain(shown.isSelf ? 'Your numbers' : 'Rep view', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: cutToView(blocks, context(beyond(shown)), escalateBlocks(shown)),
  };
}

/** Where the rest is, of what this reader has. */
function beyond({ isSelf, mayDecide }: ShownView): Markup {
  const more = md`There is more than fits here.`;
  if (isSelf) return sentences(more, md`Your digests have all that was suggested to you.`);
  return sentences(
    more,
    mayDecide
      ? md`The queue and the messages about each pattern have the rest.`
      : md`The thread of each escalation has its history.`,
  );
}

const voiceOf = ({ isSelf }: ShownView): Voice => (isSelf ? 'you' : 'they');

function headingOf({ view, isSelf }: ShownView): string {
  const { period, asOf, checks } = view;
  const when = period === 'month' ? formatMonth(checks.start) : `week of ${formatRange(addDays(asOf, -7), asOf)}`;
  return isSelf ? `Your ${when}` : `${view.repName} (${view.role}), ${when}`;
}

function sectionsOf(shown: ShownView, numbers: KnownBlock[]): KnownBlock[] {
  return [
    ...readBlocks(shown),
    section(
      shown.isSelf ? md`*Your numbers*` : md`*Performance summary*`,
      hasNumbers(shown.view) ? numbersButton(shown.view) : undefined,
    ),
    ...(hasNumbers(shown.view) ? numbers : [section(md`No numbers for this period, so nothing to compare.`)]),
    ...companionBlocks(shown.view),
    ...pictureBlocks(shown.drawn.standing),
    ...diagnosisBlocks(shown),
    ...pictureBlocks(shown.drawn.trend),
    ...actionBlocks(shown),
    ...(shown.isSelf ? [] : escalationBlocks(shown.view)),
  ];
}

/** Never left out, however long the view is. */
function escalateBlocks({ mayDecide, view: { repId } }: ShownView): KnownBlock[] {
  if (!mayDecide) return [];
  const value = encodeRep({ repId, month: null });
  return [actions('view:escalate', button('Escalate to SLM', { id: actionIds.openEscalate, value }))];
}

/** That the rep has read what was said of the month; the rep knows. */
function readBlocks({ isSelf, view: { told, repName }, reader }: ShownView): KnownBlock[] {
  const at = told?.acknowledgedAt ?? null;
  if (isSelf || at === null) return [];
  return [context(md`✅ ${repName} acknowledged the digest of this month, ${formatInstant(at, reader.timeZone)}.`)];
}

function tableOf(shown: ShownView): KnownBlock[] {
  const { view } = shown;
  const tables = summaryTables(view.summary, { voice: voiceOf(shown), period: view.period });
  return [context(sharedSentence(view.summary)), ...tables];
}

function linesOf(shown: ShownView): KnownBlock[] {
  const { summary, period } = shown.view;
  const shared = sharedBy(summary);
  return [
    context(sharedSentence(summary)),
    ...inGroups(summary, LINES_A_SECTION).map((group) =>
      section(lines(...group.map((line) => summarySentence(line, shared, { voice: voiceOf(shown), period })))),
    ),
  ];
}

/** What goes with the numbers: attainment beside pace, gross beside net. */
function companionBlocks({ summary }: RepView): KnownBlock[] {
  const beside = summary.flatMap(({ title, companions }) => {
    const texts = spokenCompanions(companions);
    return texts.length === 0 ? [] : [md`${title}: ${texts.join(', ')}`];
  });
  return inGroups(beside, LINES_A_SECTION).map((group) => context(lines(...group)));
}

function diagnosisBlocks(shown: ShownView): KnownBlock[] {
  const { patterns, skills } = shown.view.diagnosis;
  const heading = section(shown.isSelf ? md`*What stood out*` : md`*Pattern diagnosis*`);
  const seen = patterns.map((line) => section(diagnosisSentence(line, voiceOf(shown))));
  const gaps = skills.filter(({ severity }) => severity !== null);
  const none = seen.length === 0 && gaps.length === 0 ? [section(md`Nothing stood out in this period.`)] : [];
  return [divider, heading, ...seen, ...none, ...skillBlocks(skills, voiceOf(shown))];
}

function skillBlocks(skills: readonly SkillLine[], voice: Voice): KnownBlock[] {
  return inGroups(skills, LINES_A_SECTION).map((group) => section(skillLines(group, voice)));
}

function actionBlocks(shown: ShownView): KnownBlock[] {
  const { isSelf, mayDecide } = shown;
  // What still waits comes first: it is what the reader can do something about.
  const ordered = [...shown.view.actions].sort((a, b) => Number(canDecide(b)) - Number(canDecide(a)));
  if (ordered.length === 0) return isSelf ? [] : [divider, actionsTitle(isSelf), section(md`None.`)];
  const waiting = ordered.filter(canDecide).length;
  return [
    divider,
    actionsTitle(isSelf),
    ...(waiting > 0 && mayDecide
      ? [actions('view:queue', button('Open the queue', { id: actionIds.openQueue, style: 'primary' }))]
      : []),
    ...ordered.flatMap((action) => actionLines(action, shown)),
  ];
}

const actionsTitle = (isSelf: boolean) => section(isSelf ? md`*What you could try*` : md`*Recommended actions*`);

function actionLines(action: ViewAction, { view, isSelf, mayDecide, reader }: ShownView): KnownBlock[] {
  if (isSelf) {
    const done = action.doneAt === null ? null : md`✅ Done.`;
    return [section(lines(md`*${action.title}*`, done)), ...quoted(action.recommendedAction)];
  }
  const waits = mayDecide ? md`⏳ *Waits for your decision.*` : md`⏳ *Waits for the manager’s decision.*`;
  const state = decision({ ...action, repName: view.repName }, reader) ?? waits;
  const size = md`${severityTexts[action.severity]} gap, since ${formatDate(action.coachingDate)}`;
  return [section(lines(md`*${action.title}* (${size})`, state)), ...quoted(action.recommendedAction)];
}

function escalationBlocks({ flags, escalations }: RepView): KnownBlock[] {
  const listed = [...escalations.map(escalationLine), ...flags.map(flagLine)];
  const body = listed.length === 0 ? [md`None.`] : listed;
  const [first, ...others] = inGroups(body, LINES_A_SECTION);
  return [
    divider,
    section(lines(md`*Escalation flags*`, ...(first ?? []))),
    ...others.map((group) => section(lines(...group))),
  ];
}

function escalationLine(flag: EscalationFlag): Markup {
  const { metricKey, dimension, asOf, ownerName, resolvedAt, outcome } = flag;
  const about = metricKey === null ? md`*Escalated*` : md`*${titleOf({ metricKey, dimension })}*, escalated`;
  const owner = ownerName === null ? md`nobody owns it yet` : md`owned by ${ownerName}`;
  const state =
    resolvedAt === null
      ? md`Open; ${owner}.`
      : md`Resolved: ${outcome === null ? 'no outcome given' : outcomeTexts[outcome].toLowerCase()}.`;
  return sentences(md`• ${about} on ${formatDate(asOf)}.`, state);
}

function flagLine({ metricKey, dimension, on, value, benchmark }: DailyFlag): Markup {
  const unit = findMetric(metricKey)?.unit ?? 'count';
  const against = benchmark === null ? md`` : md`, against ${formatValue(unit, benchmark)}`;
  return md`• *${titleOf({ metricKey, dimension })}*, daily flag of ${formatDate(on)}: ${formatValue(unit, value)}${against}.`;
}
