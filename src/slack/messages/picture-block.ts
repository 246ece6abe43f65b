import type { ImageBlock } from '@slack/types';
import type { Picture } from '../../domain/picture.ts';
import { inertText } from './escape.ts';
import { cut, limits } from './limits.ts';

/** A picture in its place; delivery puts in the file, or the words where there is none. Nothing for none. */
export function pictureBlocks(picture: Picture | null): ImageBlock[] {
  if (picture === null) return [];
  const alt_text = cut(inertText(picture.altText).trim() || '–', limits.altText);
  return [{ type: 'image', alt_text, slack_file: { id: picture.key } }];
}
