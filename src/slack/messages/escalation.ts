import type { Button, KnownBlock } from '@slack/types';
import { factsInWords } from '../../catalog/condition-wording.ts';
import { formatDate, formatInstant } from '../../domain/date-format.ts';
import type { EscalationRule } from '../../domain/escalation.ts';
import { type EarlierEscalation, type EscalationCase, mayOpenAgain } from '../../domain/escalation-case.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, type Message, quoted, section } from './blocks.ts';
import { escalationSummary } from './escalation-summary.ts';
import { inertLine } from './escape.ts';
import { whyButton } from './evidence-modal.ts';
import { improvementNeeded, neededLately } from './improvement-needed.ts';
import { notYetSeen, outcomeTexts, type Reader } from './item-state.ts';
import { Markup, md, sentences } from './markup.ts';
import { repViewButton } from './rep-view-button.ts';

/** Why an escalation came about, where no numbers of its own say so. */
const conditionTexts: Readonly<Record<Exclude<EscalationRule, 'E2'>, string>> = {
  E1: 'Closed business is far behind the quota, with little of the quarter left.',
  E3: 'Call quality has been among the lowest of the role for long.',
  E4: 'Most of the book has slipped in health.',
  E5: 'Their manager asks for help.',
  E6: 'Critical thresholds were breached again and again.',
};

const reasonTexts: Readonly<Record<EscalationRule, string>> = {
  E1: 'because closed business was far behind the quota',
  E2: 'because it was in its third week in a row',
  E3: 'because call quality was among the lowest of the role for long',
  E4: 'because most of the book had slipped in health',
  E5: 'because help was asked for',
  E6: 'because critical thresholds were crossed again and again',
};

/** Which condition held: by its own numbers where it has some. */
export function conditionOf({ rule, facts, weeks }: Pick<EscalationCase, 'rule' | 'facts' | 'weeks'>): Markup {
  if (facts !== null) return new Markup(inertLine(factsInWords(facts)));
  return rule === 'E2'
    ? md`The same pattern, three weeks in a row without ${improvementNeeded(neededLately(weeks))}.`
    : md`${conditionTexts[rule]}`;
}

const KEPT = md`What you reply in the thread is kept with the escalation, with your name.`;

/** To the second-line manager, the root of the escalation's thread; each week's state is kept up to date in it. */
export function escalation(escalationCase: EscalationCase, reader: Reader): Message {
  const hasHistory = escalationCase.item !== null || escalationCase.flags.length > 0;
  const blocks: KnownBlock[] = [
    ...escalationSummary(escalationCase, reader),
    ...reasonBlocks(escalationCase),
    ...unseenBlocks(escalationCase, reader),
    ...stateBlocks(escalationCase, reader.timeZone),
    context(sentences(hasHistory ? md`The full history is in the thread.` : null, KEPT)),
  ];
  return {
    text: md`An escalation for you: please have a look.`.text,
    blocks,
  };
}

/** Which condition held, since when, and its own numbers or the words of whoever asked. */
function reasonBlocks(escalationCase: EscalationCase): KnownBlock[] {
  const { rule, since, request } = escalationCase;
  const heading = md`*Why it is with you,* since ${formatDate(since)}:`;
  const before = hadBefore('You', escalationCase);
  if (request !== null) {
    return [section(sentences(md`${heading} ${request.by} asks for your help.`, before)), ...quoted(request.note)];
  }
  // The weeks stand above; what is new to its reader is that nobody sent it.
  const reason =
    rule === 'E2' ? md`a pattern in its third week in a row comes to you by itself.` : conditionOf(escalationCase);
  const here = before !== null && rule === 'E2' ? md`News of its weeks comes here.` : null;
  return [section(sentences(heading, reason, before, here))];
}

/** That the same pattern came to the second-line manager before, so that nobody takes it for another; null where it did not. */
export function hadBefore(who: 'You' | 'They', { earlier }: Pick<EscalationCase, 'earlier'>): Markup | null {
  if (earlier === null) return null;
  return md`${who} have had this pattern since ${formatDate(earlier.since)} in a thread of its own, ${cameBecause(earlier)}.`;
}

/** "because ..." */
export function cameBecause({ rule }: EarlierEscalation): string {
  return reasonTexts[rule];
}

/** So that nobody asks a rep about an action that they do not know of. */
export function unseenBlocks({ item }: Pick<EscalationCase, 'item'>, reader: Reader): KnownBlock[] {
  const unseen = item === null ? null : notYetSeen(item, reader);
  return unseen === null ? [] : [section(unseen)];
}

function stateBlocks(escalationCase: EscalationCase, timeZone: string): KnownBlock[] {
  const { escalationId, ownerName, resolution, repName: about } = escalationCase;
  if (resolution !== null) return [section(resolvedLine(escalationCase, timeZone)), ...quoted(resolution.note)];
  const resolve = button('Resolve', { id: actionIds.openResolve, value: escalationId, about });
  const own = button('I own this', { id: actionIds.ownEscalation, value: escalationId, style: 'primary', about });
  return [
    section(ownerName === null ? md`*Open*, nobody owns it yet.` : md`*Open*, owned by ${ownerName}.`),
    actions(
      `escalation:${escalationId}`,
      ...(ownerName === null ? [own] : []),
      resolve,
      repViewButton(escalationCase),
      ...whyOf(escalationCase),
    ),
  ];
}

/** To the rows behind the latest number of the pattern. */
function whyOf({ item }: EscalationCase): Button[] {
  const reading = item?.latest ?? item?.reading ?? null;
  return reading === null ? [] : [whyButton(reading)];
}

/** "Resolved by ..., when: outcome", and that it opens again where it would. */
export function resolvedLine(
  escalationCase: Pick<EscalationCase, 'resolution' | 'rule' | 'item'>,
  timeZone: string,
): Markup {
  const { resolution } = escalationCase;
  if (resolution === null) return md`*Open.*`;
  const { by, at, outcome } = resolution;
  return sentences(
    md`✅ *Resolved* by ${by}, ${formatInstant(at, timeZone)}: ${outcomeTexts[outcome].toLowerCase()}.`,
    mayOpenAgain(escalationCase) ? md`If the pattern persists, this opens again.` : null,
  );
}
