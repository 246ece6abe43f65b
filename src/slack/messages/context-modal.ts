import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import { contextLimits, type StoredContext } from '../../domain/manager-context.ts';
import { formatCount } from '../../domain/number-format.ts';
import { inputIds, viewIds } from '../ids.ts';
import { context, plain, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { limits } from './limits.ts';
import { type Markup, md } from './markup.ts';
import { encodeContext } from './references.ts';

export interface ContextModal {
  readonly episodeId: string;
  readonly item: CoachingItem;
  /** As it is now; null when there never was one. */
  readonly context: StoredContext | null;
  /** Null where the rep has no second-line manager: it waits for whoever takes the escalation. */
  readonly slmName: string | null;
}

/** Where the manager writes what goes with the escalation, should there be one. */
export function contextModal({ episodeId, item, context: now, slmName }: ContextModal): ModalView {
  const text = now?.text ?? null;
  return modal(
    viewIds.context,
    encodeContext({ episodeId, version: now?.version ?? 0 }),
    section(md`*${item.repName}* (${item.role}): *${titleOf(item)}*`),
    contextInput(text, text === null ? '' : ' Leave it empty to take it back.'),
    readers(
      item.repName,
      md`${slmName ?? 'Whoever takes the escalation'} reads this, should it escalate. You can change it until then.`,
    ),
  );
}

/** Where the manager writes a word into the second-line manager's thread. */
export function escalationContextModal(
  { escalationId, repName, item }: EscalationCase,
  slmName: string | null,
): ModalView {
  return modal(
    viewIds.escalationContext,
    escalationId,
    section(item === null ? md`*${repName}*` : md`*${repName}* (${item.role}): *${titleOf(item)}*`),
    contextInput(null, ''),
    readers(
      repName,
      md`${slmName ?? 'Whoever takes the escalation'} reads this in the thread. It cannot be changed later; you can add more.`,
    ),
  );
}

function modal(callbackId: string, metadata: string, ...blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: plain('Add context', limits.viewTitle),
    submit: plain('Save', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks,
  };
}

/** Optional where there is something to take back: Slack lets nothing be sent otherwise. */
function contextInput(text: string | null, more: string): InputBlock {
  return {
    type: 'input',
    block_id: inputIds.contextText.block,
    optional: text !== null,
    label: plain('What should be known beside the numbers?', limits.field),
    hint: plain(
      `${contextLimits.min} to ${formatCount(contextLimits.max)} characters, plain text.${more}`,
      limits.field,
    ),
    element: {
      type: 'plain_text_input',
      action_id: inputIds.contextText.action,
      multiline: true,
      max_length: contextLimits.max,
      focus_on_load: true,
      ...(text !== null && { initial_value: text.slice(0, contextLimits.max).replace(/[\ud800-\udbff]$/, '') }),
    },
  };
}

function readers(repName: string, who: Markup): KnownBlock {
  return context(md`${who} ${repName} never sees it.`);
}
