import type { ImageBlock, KnownBlock, ModalView } from '@slack/types';
import type { Picture } from '../../domain/picture.ts';
import { inertText } from './escape.ts';
import { cut, limits } from './limits.ts';

/** A picture in its place; delivery puts in the file, or the words where there is none. Nothing for none. */
export function pictureBlocks(picture: Picture | null): ImageBlock[] {
  if (picture === null) return [];
  const alt_text = cut(inertText(picture.altText).trim() || '–', limits.altText);
  return [{ type: 'image', alt_text, slack_file: { id: picture.key } }];
}

/** A modal of blocks that we know. */
export type OwnModal = ModalView & { readonly blocks: KnownBlock[] };

/** What is drawn of a month; null where there is nothing to draw. */
export interface DrawnDigest {
  readonly trend: Picture | null;
  /** Quota pace of an AE, accounts by risk of an AM or CSM. */
  readonly standing: Picture | null;
}

/** Those that there are, as they stand one below the other. */
export function picturesOf({ standing, trend }: DrawnDigest): Picture[] {
  return [standing, trend].filter((picture) => picture !== null);
}
