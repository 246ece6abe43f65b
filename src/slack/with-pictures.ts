import { illustrate, withFiles } from '../delivery/illustrate.ts';
import { DEFAULT_LIMITS } from '../delivery/limits.ts';
import { providePictures } from '../delivery/provide-pictures.ts';
import type { Picture } from '../domain/picture.ts';
import type { ClickAnswer, SlackContext } from './listener.ts';
import type { Message } from './messages/blocks.ts';
import type { OwnModal } from './messages/picture-block.ts';

/** Somebody waits for the answer: a picture has less time than in a message that comes by itself. */
const limits = { ...DEFAULT_LIMITS, pictureMs: 4_000 };

/**
 * An answer with its pictures, as far as they are to be had in time, else with their words. An answer that Slack refuses
 * cannot be sent again, so Slack is asked for each file first; one that was deleted since is uploaded anew.
 */
export async function withPictures({ db, client, log }: SlackContext, message: Message): Promise<Message> {
  const context = { db, client, log, limits };
  await providePictures(context, message.pictures ?? []);
  const found = await illustrate(db, message);
  if (found.lacking.length === 0) return found.message;
  await providePictures(context, found.lacking);
  return (await illustrate(db, message)).message;
}

/** A modal that opens at once with words in the place of its pictures, and gets those that are to be had in time. */
export function openWithPictures(context: SlackContext, view: OwnModal, pictures: readonly Picture[]): ClickAnswer {
  if (pictures.length === 0) return { kind: 'open', view };
  const keys = new Set(pictures.map(({ key }) => key));
  const fill = async () => {
    const { blocks } = await withPictures(context, { text: '', blocks: view.blocks, pictures });
    return { ...view, blocks };
  };
  return { kind: 'open', view: { ...view, blocks: withFiles(view.blocks, keys, new Map()) }, fill };
}
