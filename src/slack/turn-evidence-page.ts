import { evidenceScreen } from './evidence-screen.ts';
import type { Click, ClickAnswer, SlackContext } from './listener.ts';
import { noticeModal } from './messages/notice-modal.ts';

/**
 * Shows another page of the rows in place of the one that was clicked in; so a refusal, since the rows may be the third
 * modal, on which Slack puts no other. @throws BadPayload when the button names none.
 */
export async function turnEvidencePage(click: Click, context: SlackContext): Promise<ClickAnswer> {
  const screen = await evidenceScreen(click, context);
  if (screen.kind === 'rows') return { kind: 'replace', view: await screen.draw() };
  return click.surface.kind === 'modal' ? { kind: 'replace', view: noticeModal(screen.text) } : screen;
}
