import type { KnownBlock } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import type { SaidText } from '../../domain/manager-context.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, type Message, quoted, section } from './blocks.ts';
import { resolvedLine, ruleText, unseenBlocks } from './escalation.ts';
import { latestCheck, titleOf } from './evidence.ts';
import { canDecide, type Reader } from './item-state.ts';
import { cutBlocks, limits } from './limits.ts';
import { lines, md, sentences } from './markup.ts';
import { saidBlocks } from './said-text.ts';

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
        md`${ruleText(escalationCase.rule)}`,
        item === null ? null : md`*${titleOf(item)}*. ${latestCheck(item.latest ?? item.reading)}`,
      ),
    ),
    ...unseenBlocks(escalationCase, reader),
    section(resolution === null ? owner : resolvedLine(escalationCase, reader.timeZone)),
    ...(resolution === null ? [] : quoted(resolution.note)),
    ...addedBlocks(escalationCase, reader.timeZone),
    context(
      sentences(
        md`This happens by itself in the third week; it says nothing about your decision.`,
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
