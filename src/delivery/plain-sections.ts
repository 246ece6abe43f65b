import type { SectionBlock } from '@slack/types';
import type { RenderedMessage } from './delivery.ts';

const SECTION_CHARACTERS = 3_000;
const MESSAGE_BLOCKS = 50;

/** What can be read in one place: of a table one row. Only `mrkdwn` is formatted; all of it is escaped. */
interface Paragraph {
  type: 'mrkdwn' | 'plain_text';
  text: string;
}

/**
 * The words of a message in plain sections, for when Slack refuses its blocks: nothing that can be read is left out,
 * what can only be pressed is. What was shown as it is written still is.
 */
export function plainSections(message: RenderedMessage): RenderedMessage {
  const paragraphs = [{ type: 'mrkdwn', text: message.text } as const, ...message.blocks.flatMap(wordsOf)];
  const pieces = paragraphs.filter(({ text }) => text.trim() !== '').flatMap(inPieces);
  const sections = joined(pieces);
  // Formatting keeps neighbours apart; where that makes too many, its marks are shown instead.
  const few =
    sections.length <= MESSAGE_BLOCKS ? sections : joined(pieces.map(({ text }) => ({ type: 'plain_text', text })));
  return { text: message.text, blocks: few.map(sectionOf) };
}

const unread: ReadonlySet<unknown> = new Set(['actions', 'context_actions', 'input', 'button', 'overflow']);

/** Every text in reading order, one paragraph for each text object. */
function wordsOf(node: unknown): Paragraph[] {
  if (Array.isArray(node)) return node.flatMap(wordsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, alt_text, rows, ...rest }: Record<string, unknown> = { ...node };
  if (unread.has(type)) return [];
  const own = typeof text === 'string' ? [paragraphOf(type, text)] : wordsOf(text);
  const picture = typeof alt_text === 'string' ? [paragraphOf('plain_text', alt_text)] : [];
  const table = Array.isArray(rows) ? rows.map(rowOf) : [];
  return [...own, ...picture, ...table, ...Object.values(rest).flatMap(wordsOf)];
}

/** Text of other types, such as a cell's, is not escaped yet: Slack shows it literally where it stands. */
function paragraphOf(type: unknown, text: string): Paragraph {
  if (type === 'mrkdwn' || type === 'plain_text') return { type, text };
  return { type: 'plain_text', text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') };
}

function rowOf(row: unknown): Paragraph {
  const cells = wordsOf(row).map(({ text }) => text);
  return { type: 'plain_text', text: cells.join(' | ') };
}

/** Parts no longer than a section takes, cut between characters and never within an entity. */
function inPieces({ type, text }: Paragraph): Paragraph[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text.match(/&(?:amp|lt|gt);|[\s\S]/gu) ?? []) {
    if (piece.length + character.length > SECTION_CHARACTERS) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].map((part) => ({ type, text: part }));
}

/** Puts neighbours together where a section has room, so that they are few: no more than twice what their text fills. */
function joined(pieces: readonly Paragraph[]): Paragraph[] {
  const all: Paragraph[] = [];
  for (const { type, text } of pieces) {
    const last = all.at(-1);
    if (last?.type === type && last.text.length + 1 + text.length <= SECTION_CHARACTERS) last.text += `\n${text}`;
    else all.push({ type, text });
  }
  return all;
}

function sectionOf({ type, text }: Paragraph): SectionBlock {
  return { type: 'section', text: type === 'mrkdwn' ? { type, text } : { type, text, emoji: false } };
}
