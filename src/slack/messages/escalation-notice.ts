import type { KnownBlock } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import type { EscalationRule } from '../../domain/escalation.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import type { SaidText } from '../../domain/manager-context.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, type Message, quoted, section } from './blocks.ts';
import { factsLine, resolvedLine, ruleText, unseenBlocks } from './escalation.ts';
import { latestCheck, titleOf } from './evidence.ts';
import { canDecide, type Reader } from './item-state.ts';
import { cutBlocks, limits } from './limits.ts';
import { lines, md, sentences } from './markup.ts';
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

/** To the manager: that and why it went to the second-line manager, who owns it, and how it ended. */
export function escalationNotice(
  escalationCase: EscalationCase & { readonly slmName: string | null; readonly added: readonly SaidText[] },
  reader: Reader,
): Message {
  const { repName, item, slmName, ownerName, resolution } = escalationCase;
  const to = slmName === null ? md`the admins, because no second-line manager is set` : md`${slmName}`;
  const owner = ownerName === null ? md`Nobody owns it yet.` : md`Owned by ${ownerName}.`;
  const blocks: KnownBlock[] = [
    section(
      lines(
        md`*${repName}: now with ${to}*, since ${formatDate(escalationCase.asOf)}.`,
        escalationCase.request === null
          ? md`${ruleText(escalationCase.rule)}`
          : md`At the request of ${escalationCase.request.by}.`,
        escalationCase.facts === null ? null : factsLine(escalationCase.facts),
        item === null ? null : md`*${titleOf(item)}*. ${latestCheck(item.latest ?? item.reading)}`,
      ),
    ),
    ...unseenBlocks(escalationCase, reader),
    section(resolution === null ? owner : resolvedLine(escalationCase, reader.timeZone)),
    ...(resolution === null ? [] : quoted(resolution.note)),
    ...(item !== null && isDecidedHere(escalationCase) ? actionBlocks(item, reader) : []),
    ...addedBlocks(escalationCase, reader.timeZone),
    context(
      sentences(
        md`${howItCame[escalationCase.rule]}`,
        item !== null && canDecide(item) ? md`The action still waits for you, and can still be decided.` : null,
      ),
    ),
  ];
  const text = md`One of your patterns went to the next level.`.text;
  return { text, blocks: cutBlocks(blocks, limits.messageBlocks, context(md`…`)) };
}

/** What went with it and was added since, and while it is open where to add more. */
function addedBlocks(
  { escalationId, context: sent, added, resolution }: EscalationCase & { readonly added: readonly SaidText[] },
  timeZone: string,
): KnownBlock[] {
  const add = button('Add context', { id: actionIds.openEscalationContext, value: escalationId });
  return [
    ...(sent === null ? [] : saidBlocks('Context that went with it, from', sent, timeZone)),
    ...added.flatMap((one) => saidBlocks('In the thread from', one, timeZone)),
    ...(resolution === null ? [actions(`escalation-context:${escalationId}`, add)] : []),
  ];
}
