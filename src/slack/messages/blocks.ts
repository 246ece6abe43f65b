import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import type { Picture } from '../../domain/picture.ts';
import type { ActionId } from '../ids.ts';
import { inertText } from './escape.ts';
import { cut, limits, split } from './limits.ts';
import type { Markup } from './markup.ts';

/** What a message is made of; `text` is what a notification shows. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
  /** What one message does not hold: the blocks of those that follow it. */
  further?: readonly (readonly KnownBlock[])[];
  /** Those that its image blocks name by their keys. */
  pictures?: readonly Picture[];
}

/** Text that Slack shows as it is written: no formatting, no links, no emoji codes. Empty text becomes a dash. */
export function plain(text: string, limit: number = limits.text): PlainTextElement {
  return { type: 'plain_text', text: cut(inertText(text).trim() || '–', limit), emoji: false };
}

export function mrkdwn(markup: Markup, limit: number = limits.text): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(markup.text, limit), verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text.replace(/\s+/g, ' '), limits.header) };
}

export function section(markup: Markup, accessory?: Button): SectionBlock {
  return { type: 'section', text: mrkdwn(markup), ...(accessory && { accessory }) };
}

/** Somebody's own words, whole: in as many sections as they need. */
export function quoted(text: string): SectionBlock[] {
  const parts = split(inertText(text).trim() || '–', limits.text).filter((part) => part.trim() !== '');
  return parts.map((part) => ({ type: 'section', text: { type: 'plain_text', text: part, emoji: false } }));
}

export function context(...parts: Markup[]): ContextBlock {
  return { type: 'context', elements: parts.map((part) => mrkdwn(part)) };
}

export const divider: DividerBlock = { type: 'divider' };

export function actions(blockId: string, ...buttons: Button[]): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements: buttons };
}

interface Control {
  readonly id: ActionId;
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
  /** What it acts on, for those who hear one button like another beside it. */
  readonly about?: string;
}

export function button(text: string, control: Control): Button {
  const { about } = control;
  return {
    type: 'button',
    action_id: control.id,
    text: plain(text, limits.button),
    ...(control.value !== undefined && { value: control.value }),
    ...(control.style && { style: control.style }),
    ...(about !== undefined && {
      accessibility_label: cut(inertText(`${text}${text.endsWith('?') ? '' : ':'} ${about}`), limits.button),
    }),
  };
}
