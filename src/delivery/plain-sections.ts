import type { RenderedMessage } from './delivery.ts';

const SECTION_CHARACTERS = 3_000;
const MESSAGE_BLOCKS = 50;

/**
 * The words of a message in plain sections, for when Slack refuses its blocks: nothing that can be read is left out,
 * what can only be pressed is.
 */
export function plainSections(message: RenderedMessage): RenderedMessage {
  const paragraphs = [message.text, ...message.blocks.flatMap((block) => wordsOf(block))];
  const pieces = paragraphs.filter((text) => text.trim() !== '').flatMap(inPieces);
  const sections = joinUpTo(pieces, MESSAGE_BLOCKS).map((text) => ({
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text },
  }));
  return { text: message.text, blocks: sections };
}

const unread: ReadonlySet<string> = new Set(['actions', 'context_actions', 'input', 'button', 'overflow']);

/** Every text in reading order, one paragraph for each text object. */
function wordsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(wordsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, alt_text, ...rest }: Record<string, unknown> = { ...node };
  if (typeof type === 'string' && unread.has(type)) return [];
  const own = typeof text === 'string' ? [text] : wordsOf(text);
  const picture = typeof alt_text === 'string' ? [alt_text] : [];
  return [...own, ...picture, ...Object.values(rest).flatMap(wordsOf)];
}

/** Parts no longer than a section takes, cut between code points. */
function inPieces(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (piece.length + character.length > SECTION_CHARACTERS) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Puts neighbours together where a section has room, so that they are few. */
function joinUpTo(pieces: readonly string[], most: number): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= SECTION_CHARACTERS) {
      joined[joined.length - 1] = `${last}\n${piece}`;
    } else joined.push(piece);
  }
  return joined.slice(0, most);
}
