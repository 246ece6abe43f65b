import type { KnownBlock } from '@slack/types';
import { illustrate } from '../delivery/illustrate.ts';
import { faultOf } from '../delivery/slack-outcome.ts';
import type { DrawnHome } from './home-screen.ts';
import type { SlackContext } from './listener.ts';
import { withPictures } from './with-pictures.ts';

/**
 * Shows a Home. One whose pictures are still to be brought to Slack is shown at once with words in their place, and again
 * with them, unless it shows something newer by then.
 */
export async function publishHome(userId: string, { view, pictures }: DrawnHome, context: SlackContext): Promise<void> {
  const whole = { text: '', blocks: view.blocks, pictures };
  const publish = async (blocks: KnownBlock[], over?: string): Promise<string | undefined> => {
    const shown = { user_id: userId, view: { ...view, blocks } };
    const { view: published } = await context.client.views.publish(
      over === undefined ? shown : { ...shown, hash: over },
    );
    return published?.hash;
  };
  const found = await illustrate(context.db, whole);
  const isWhole = found.lacking.length === 0;
  const first = isWhole ? undefined : await publish(found.inWords.blocks);
  const { blocks } = await withPictures(context, whole);
  try {
    await publish(blocks, first);
  } catch (thrown) {
    const { error } = faultOf(thrown);
    if (isWhole) throw thrown;
    if (error !== 'hash_conflict') context.log.warn({ error }, 'A Home could not be shown with its pictures.');
  }
}
