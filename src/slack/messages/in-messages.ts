import type { KnownBlock } from '@slack/types';
import type { Picture } from '../../domain/picture.ts';
import { context, type Message } from './blocks.ts';
import { limits } from './limits.ts';
import { type Markup, md } from './markup.ts';

/** Blocks that stand together as long as one message holds them. */
export type BlockGroup = readonly KnownBlock[];

/** Room for what is said above and below: which of how many it is, and where the rest is. */
const OWN_BLOCKS = 2;
const OWN_CHARACTERS = 1_000;

/**
 * One message, or as many as it takes: nothing is left out. Groups keep their order.
 * @param pages groups that share a message, if it holds them; each page begins a new one, so that what stands where does
 *   not depend on what was decided before it
 */
export function inMessages(
  { text, about, pictures }: Pick<Message, 'text' | 'pictures'> & { about: Markup },
  ...pages: readonly (readonly BlockGroup[])[]
): Message {
  const [blocks = [], ...others] = pages.flatMap(packed);
  const count = others.length + 1;
  const further = others.map((own, index) => [context(md`*${about}* (${index + 2} of ${count})`), ...own]);
  return { text, blocks, ...(further.length > 0 && { further }), ...(pictures && { pictures }) };
}

/** A response address takes so many answers. */
const MOST_ANSWERS = 5;

/** Each as an answer of its own, as many as one question can have; `more` says where to find what is beyond them. */
export function asAnswers(messages: readonly Message[], more: Markup): Message[] {
  const all = messages.flatMap(({ text, blocks, further = [], pictures = [] }) =>
    [blocks, ...further].map((own): Message => ({ text, blocks: [...own], pictures: shownIn(own, pictures) })),
  );
  const left = all.length - MOST_ANSWERS;
  const last = all[MOST_ANSWERS - 1];
  if (left <= 0 || last === undefined) return all;
  return [...all.slice(0, MOST_ANSWERS - 1), { ...last, blocks: [...last.blocks, context(more)] }];
}

function shownIn(blocks: BlockGroup, pictures: readonly Picture[]): Picture[] {
  const json = JSON.stringify(blocks.filter(({ type }) => type === 'image'));
  return pictures.filter(({ key }) => json.includes(JSON.stringify(key)));
}

function packed(groups: readonly BlockGroup[]): KnownBlock[][] {
  const messages: { blocks: KnownBlock[]; size: Size }[] = [];
  for (const group of groups.flatMap((whole) => (fits(sizeOf(whole)) ? [whole] : whole.map((block) => [block])))) {
    const open = messages.at(-1);
    const size = sizeOf(group);
    const together = open === undefined ? size : plus(open.size, size);
    if (open === undefined || !fits(together)) messages.push({ blocks: [...group], size });
    else {
      open.blocks.push(...group);
      open.size = together;
    }
  }
  return messages.map(({ blocks }) => blocks);
}

interface Size {
  readonly blocks: number;
  readonly characters: number;
  readonly tables: number;
}

function sizeOf(blocks: BlockGroup): Size {
  const tables = blocks.filter(({ type }) => type === 'table').length;
  return { blocks: blocks.length, characters: JSON.stringify(blocks).length, tables };
}

function plus(a: Size, b: Size): Size {
  return { blocks: a.blocks + b.blocks, characters: a.characters + b.characters, tables: a.tables + b.tables };
}

/** Slack takes one table a message. */
function fits({ blocks, characters, tables }: Size): boolean {
  return (
    blocks <= limits.messageBlocks - OWN_BLOCKS &&
    characters <= limits.messageCharacters - OWN_CHARACTERS &&
    tables <= 1
  );
}
