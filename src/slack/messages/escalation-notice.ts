import type { Button } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import type { EscalationRule } from '../../domain/escalation.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { SaidText } from '../../domain/manager-context.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, type Message, quoted, section } from './blocks.ts';
import { conditionOf, hadBefore, resolvedLine, unseenBlocks } from './escalation.ts';
import { latestCheck, titleOf } from './evidence.ts';
import { type BlockGroup, inMessages } from './in-messages.ts';
import { canDecide, type Reader } from './item-state.ts';
import { lines, type Markup, md, sentences } from './markup.ts';
import { actionBlocks } from './review-item.ts';
import { saidBlocks } from './said-text.ts';

const byItself = 'This happens by itself; it says nothing about what you did or decided.';

const howItCame: Readonly<Record<EscalationRule, string>> = {
  E1: `${byItself} You and they hear of it at the same time.`,
  E2: 'This happens by itself in the third week; it says nothing about your decision.',
  E3: byItself,
  E4: `${byItself} You and they hear of it at the same time.`,
  E5: 'What you wrote is in their thread.',
  E6: `${byItself} It takes the place of the last of these flags.`,
};

/** Nobody may have been asked about the action yet: the message is the request, too. */
function isDecidedHere({ rule }: Pick<EscalationCase, 'rule'>): boolean {
  return rule === 'E1' || rule === 'E4' || rule === 'E6';
}

/** An escalation as the manager is told of it. */
export type ToldEscalation = EscalationCase & {
  /** Who has it today or, once it is resolved, had it then; null where it is or was nobody's. */
  readonly slmName: string | null;
  /** Since when they have it; null where it is only about to come to them. */
  readonly withSince: LocalDate | null;
  readonly added: readonly SaidText[];
};

/** To the manager: that and why it went to the second-line manager, who owns it, and how it ended. */
export function escalationNotice(escalationCase: ToldEscalation, reader: Reader): Message {
  const { escalationId, repName, item, slmName, ownerName, resolution } = escalationCase;
  const to = slmName === null ? md`the admins, because no second-line manager is set` : md`${slmName}`;
  const owner = ownerName === null ? md`Nobody owns it yet.` : md`Owned by ${ownerName}.`;
  const isResolved = resolution !== null;
  const now = md`${repName}: ${isResolved ? 'went to' : 'now with'} ${to}`;
  const heading = [
    section(
      lines(
        md`*${now}*${since(escalationCase)}.`,
        escalationCase.request === null
          ? conditionOf(escalationCase)
          : md`At the request of ${escalationCase.request.by}.`,
        hadBefore('They', escalationCase),
        item === null ? null : md`*${titleOf(item)}*. ${latestCheck(item.latest ?? item.reading)}`,
      ),
    ),
    ...unseenBlocks(escalationCase, reader),
    section(resolution === null ? owner : resolvedLine(escalationCase, reader.timeZone)),
    ...(resolution === null ? [] : quoted(resolution.note)),
  ];
  const foot = context(
    sentences(
      md`${howItCame[escalationCase.rule]}`,
      item !== null && canDecide(item) ? md`The action still waits for you, and can still be decided.` : null,
    ),
  );
  const text = md`One of your patterns went to the next level.`.text;
  const add = addButtons(escalationCase);
  const decide = item !== null && isDecidedHere(escalationCase) ? actionBlocks(item, reader, ...add) : [];
  const left = decide.length > 0 || add.length === 0 ? [] : [actions(`escalation-context:${escalationId}`, ...add)];
  const groups = [heading, decide, ...addedGroups(escalationCase, reader.timeZone), [...left, foot]];
  return inMessages({ text, about: now }, groups);
}

/** ", since 16 Mar 2026", " on 16 Mar 2026". */
function since({ withSince, resolution }: ToldEscalation): Markup {
  if (withSince === null) return md``;
  return resolution === null ? md`, since ${formatDate(withSince)}` : md` on ${formatDate(withSince)}`;
}

/** What went with it and was added since. */
function addedGroups(
  { context: sent, added }: Pick<EscalationCase, 'context'> & { readonly added: readonly SaidText[] },
  timeZone: string,
): BlockGroup[] {
  return [
    sent === null ? [] : saidBlocks('Context that went with it, from', sent, timeZone),
    ...added.map((one) => saidBlocks('In the thread from', one, timeZone)),
  ];
}

/** Where to add more, while it is open. */
function addButtons({ escalationId, repName, resolution }: EscalationCase): Button[] {
  if (resolution !== null) return [];
  return [button('Add context', { id: actionIds.openEscalationContext, value: escalationId, about: repName })];
}
