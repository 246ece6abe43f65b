import { recordReply } from '../../../workflows/record-reply.ts';
import { identify } from '../../identity.ts';
import { type EventListener, eventUser } from '../../listener.ts';
import { directMessageHelp, strangerText } from '../../messages/help.ts';
import { messageKindSchema, readPayload, writtenSchema } from '../../payloads.ts';
import { plainText } from '../../plain-text.ts';

/** Somebody wrote to us: a second-line manager's reply in an escalation's thread is kept, anything else gets help. */
export const messageWritten: EventListener = {
  event: 'message',
  async handle(event, context) {
    if (readPayload('message', messageKindSchema, event.payload) !== 'written') return;
    const { channel, user, user_team, bot_id, text, ts, thread_ts } = readPayload(
      'message',
      writtenSchema,
      event.payload,
    );
    if (user === undefined || bot_id !== undefined || user === context.botUserId) return;
    const person = await identify(context.db, eventUser(event, user, user_team), context.teamId, event.now);
    if (person !== null && thread_ts !== undefined && text.trim() !== '') {
      const reply = {
        authorId: person.personId,
        channelId: channel,
        ts,
        threadTs: thread_ts,
        text: plainText(text),
        now: event.now,
      };
      if ((await recordReply(context.db, context.settings.orgTz, reply)) === 'stored') return context.wake();
    }
    const place = thread_ts === undefined ? { channel, user } : { channel, user, thread_ts };
    await context.client.chat.postEphemeral({ ...place, text: person === null ? strangerText : directMessageHelp });
  },
};
