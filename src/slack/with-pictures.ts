import { illustrate } from '../delivery/illustrate.ts';
import { DEFAULT_LIMITS } from '../delivery/limits.ts';
import { providePictures } from '../delivery/provide-pictures.ts';
import type { SlackContext } from './listener.ts';
import type { Message } from './messages/blocks.ts';

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
