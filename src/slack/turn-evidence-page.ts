import { evidenceScreen } from './evidence-screen.ts';
import type { Click, ClickAnswer, SlackContext } from './listener.ts';

/** Shows another page of the rows in place of the one that was clicked in. @throws BadPayload when the button names none. */
export async function turnEvidencePage(click: Click, context: SlackContext): Promise<ClickAnswer> {
  const screen = await evidenceScreen(click, context);
  return screen.kind === 'say' ? screen : { kind: 'replace', view: await screen.draw() };
}
