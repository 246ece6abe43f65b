import { randomBytes } from 'node:crypto';
import { type Issue, issueText } from '../blocks/issue.ts';
import { elementsOf, inspectMessageBlocks } from '../blocks/payload.ts';
import { isObject, itemsOf, type JsonObject, lengthOf } from '../blocks/rules.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';

/** What Slack shows in notifications of a message that has blocks and no text. */
export const NO_FALLBACK = "This content can't be displayed.";
const ATTACHMENTS = 100;
const MARKDOWN_TEXT = 12_000;
const POSTED_TEXT = 40_000;

/** The texts and blocks of a request, as decoded and not yet checked. */
export interface RawContent {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
}

export interface Content {
  text: string;
  blocks: JsonObject[];
  attachments: unknown[];
}

/** The `invalid_blocks` answer for these issues. */
export function invalidBlocks(issues: readonly Issue[]): SlackRefusal {
  return new SlackRefusal('invalid_blocks', {
    errors: issues.map(issueText),
    response_metadata: { messages: issues.map(issueText) },
  });
}

/** Gives blocks and elements the ids that they lack, as Slack does. */
export function withIds(blocks: readonly JsonObject[]): JsonObject[] {
  const copies = structuredClone([...blocks]);
  for (const block of copies) {
    block.block_id ||= randomBytes(3).toString('base64url').slice(0, 5);
    for (const element of elementsOf(block)) {
      if (element.type !== 'image') element.action_id ||= randomBytes(4).toString('base64url').slice(0, 5);
    }
  }
  return copies;
}

/** @throws SlackRefusal `invalid_blocks_format`, `invalid_blocks` */
export function checkedBlocks(workspace: Workspace, blocks: unknown): JsonObject[] {
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  const issues = inspectMessageBlocks(blocks, (reference) => workspace.files.isUsablePicture(reference));
  if (issues.length > 0) throw invalidBlocks(issues);
  return withIds(blocks.filter(isObject));
}

function checkedAttachments(workspace: Workspace, attachments: unknown): unknown[] {
  const list = itemsOf(attachments);
  if (list.length > ATTACHMENTS) throw new SlackRefusal('too_many_attachments');
  list.forEach((entry, index) => {
    if (!isObject(entry) || entry.blocks === undefined) return;
    const usable = (reference: { id?: string; url?: string }) => workspace.files.isUsablePicture(reference);
    const issues = inspectMessageBlocks(entry.blocks, usable, `/attachments/${index}/blocks`);
    if (issues.length > 0) throw invalidBlocks(issues);
  });
  return list;
}

/**
 * What may be posted, with `maxText` refused above (`msg_too_long`) or, without it, truncated above 40,000 characters.
 * @throws SlackRefusal `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_blocks_format`, `markdown_text_conflict`
 */
export function checkedContent(workspace: Workspace, raw: RawContent, maxText?: number): Content {
  if (raw.markdown_text !== undefined) {
    if (raw.text !== undefined || raw.blocks !== undefined) throw new SlackRefusal('markdown_text_conflict');
    if (lengthOf(raw.markdown_text) > MARKDOWN_TEXT) throw new SlackRefusal('msg_too_long');
  }
  const blocks = checkedBlocks(workspace, raw.blocks);
  const attachments = checkedAttachments(workspace, raw.attachments);
  const text = raw.markdown_text ?? raw.text ?? '';
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) throw new SlackRefusal('no_text');
  if (maxText !== undefined && lengthOf(text) > maxText) throw new SlackRefusal('msg_too_long');
  return { text: text === '' && blocks.length > 0 ? NO_FALLBACK : text.slice(0, POSTED_TEXT), blocks, attachments };
}
