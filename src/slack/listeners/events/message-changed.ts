import { editReply } from '../../../workflows/edit-reply.ts';
import { identify } from '../../identity.ts';
import { type EventListener, eventUser } from '../../listener.ts';
import { changedSchema, messageKindSchema, readPayload } from '../../payloads.ts';
import { plainText } from '../../plain-text.ts';

/** A person edited what they wrote: a kept reply follows. */
export const messageChanged: EventListener = {
  event: 'message',
  async handle(event, context) {
    if (readPayload('message', messageKindSchema, event.payload) !== 'message_changed') return;
    const { channel, message } = readPayload('message_changed', changedSchema, event.payload);
    const { user, user_team, bot_id, ts, text, edited } = message;
    if (user === undefined || bot_id !== undefined || edited === undefined) return;
    const person = await identify(context.db, eventUser(event, user, user_team), context.teamId, event.now);
    if (person === null) return;
    await editReply(context.db, context.settings.orgTz, {
      authorId: person.personId,
      channelId: channel,
      ts,
      text: plainText(text),
      now: event.now,
    });
    context.wake();
  },
};
