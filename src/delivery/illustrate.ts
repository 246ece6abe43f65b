import type { ContextBlock, ImageBlock, KnownBlock } from '@slack/types';
import type { Knex } from 'knex';
import type { Picture } from '../domain/picture.ts';
import type { RenderedMessage } from './delivery.ts';
import { pictureFiles } from './picture-files.ts';

/** A message as it can be sent now. */
export interface Illustrated {
  readonly message: RenderedMessage;
  /** The same with words in the place of every picture. */
  readonly inWords: RenderedMessage;
  /** Keys of the pictures that it shows. */
  readonly shown: readonly string[];
  /** Pictures that it would show if they were there. */
  readonly lacking: readonly Picture[];
}

/** Puts in the files that there are, and words where there is none. */
export async function illustrate(db: Knex, rendered: RenderedMessage): Promise<Illustrated> {
  const { pictures = [], text, blocks } = rendered;
  if (pictures.length === 0) {
    const message = { text, blocks };
    return { message, inWords: message, shown: [], lacking: [] };
  }
  const files = await pictureFiles(
    db,
    pictures.map((picture) => picture.key),
  );
  const usable = new Map<string, string>();
  for (const [key, file] of files) if (file.state === 'usable') usable.set(key, file.file_id);
  const keys = new Set(pictures.map((picture) => picture.key));
  return {
    message: { text, blocks: withFiles(blocks, keys, usable) },
    inWords: { text, blocks: withFiles(blocks, keys, new Map()) },
    shown: [...usable.keys()],
    lacking: pictures.filter(({ key }) => !usable.has(key) && files.get(key)?.state !== 'refused'),
  };
}

/** Blocks that Slack takes: each picture's key is its file's id, or the picture its words. */
export function withFiles(
  blocks: readonly KnownBlock[],
  keys: ReadonlySet<string>,
  files: ReadonlyMap<string, string>,
): KnownBlock[] {
  return blocks.map((block) => {
    const key = block.type === 'image' ? keyOf(block) : null;
    if (block.type !== 'image' || key === null || !keys.has(key)) return block;
    const id = files.get(key);
    return id === undefined ? wordsOf(block) : { ...block, slack_file: { id } };
  });
}

function keyOf(block: ImageBlock): string | null {
  return 'slack_file' in block && 'id' in block.slack_file ? (block.slack_file.id ?? null) : null;
}

function wordsOf({ alt_text: text }: ImageBlock): ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
