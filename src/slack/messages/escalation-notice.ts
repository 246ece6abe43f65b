import type { KnownBlock } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import { context, type Message, quoted, section } from './blocks.ts';
import { resolvedLine, ruleText, unseenBlocks } from './escalation.ts';
import { latestCheck, titleOf } from './evidence.ts';
import { canDecide, type Reader } from './item-state.ts';
import { lines, md, sentences } from './markup.ts';

/** To the manager: that and why it went to the second-line manager, who owns it, and how it ended. */
export function escalationNotice(
  escalationCase: EscalationCase & { readonly slmName: string | null },
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
    context(
      sentences(
        md`This happens by itself in the third week; it says nothing about your decision.`,
        item !== null && canDecide(item) ? md`The action still waits for you, and can still be decided.` : null,
      ),
    ),
  ];
  return { text: md`One of your patterns went to the next level.`.text, blocks };
}
