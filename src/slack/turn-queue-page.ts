import type { Click, ClickAnswer, SlackContext } from './listener.ts';
import { parsePage } from './messages/references.ts';
import { required } from './payloads.ts';
import { queueScreen } from './queue-screen.ts';

/** Shows another page of the queue in its place. @throws BadPayload when the button names no page. */
export async function turnQueuePage(click: Click, context: SlackContext): Promise<ClickAnswer> {
  const { page } = required('a page reference', parsePage(click.value));
  return { kind: 'replace', view: await queueScreen(click, page, context) };
}
