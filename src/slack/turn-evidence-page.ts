import { evidenceScreen } from './evidence-screen.ts';
import type { Click, ClickAnswer, SlackContext } from './listener.ts';
import { noticeModal } from './messages/notice-modal.ts';

/**
 * Shows another page of the rows in place of the one that was clicked in; so a refusal, since the rows may be the third
 * modal, on which Slack puts no other. @throws BadPayload when the button names none.
 */
export async function turnEvidencePage(click: Click, context: SlackContext): Promise<ClickAnswer> {
  const screen = await evidenceScreen(click, context);
  return { kind: 'replace', view: screen.kind === 'say' ? noticeModal(screen.text) : await screen.draw() };
}
