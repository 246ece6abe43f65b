import { identify } from './identity.ts';
import type { CommandListener, SlackContext } from './listener.ts';
import { strangerText } from './messages/help.ts';
import { commandSchema, readPayload } from './payloads.ts';
import { noteStranger } from './refusal-trail.ts';
import { answerPrivately } from './response-url.ts';

/** A command, acknowledged already: who typed it, what it asks, and the answer that only they see. */
export async function answerCommand(listener: CommandListener, payload: unknown, context: SlackContext): Promise<void> {
  const body = readPayload('a slash command', commandSchema, payload);
  const now = context.clock.now();
  const user = { userId: body.user_id, teamId: body.team_id };
  const person = await identify(context.db, user, context.teamId, now);
  if (person === null) {
    await noteStranger(context, user, listener.command, now);
    return answerPrivately(body.response_url, { text: strangerText });
  }
  const words = body.text.trim().split(/\s+/).filter(Boolean);
  const answer = await listener.handle({ person, slackUserId: user.userId, now, words }, context);
  if (answer.kind === 'say') return answerPrivately(body.response_url, answer.answer);
  if (answer.kind === 'say_all') {
    for (const one of answer.answers) await answerPrivately(body.response_url, one);
    return;
  }
  await context.client.views.open({ trigger_id: body.trigger_id, view: answer.view });
}
