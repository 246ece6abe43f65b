import { escalationThread } from '../../../db/reads/escalation-thread.ts';
import { threadCounterpart } from '../../../db/reads/thread-counterpart.ts';
import { recordReply } from '../../../workflows/record-reply.ts';
import { helpFor } from '../../help-for.ts';
import { identify, type Person } from '../../identity.ts';
import { type EventListener, eventUser, type SlackContext } from '../../listener.ts';
import { notKept, noWords, strangerText } from '../../messages/help.ts';
import { messageKindSchema, readPayload, writtenSchema } from '../../payloads.ts';
import { plainText } from '../../plain-text.ts';
import { privately } from '../../response-url.ts';

/** Somebody wrote to us: a second-line manager's reply in an escalation's thread is kept, anything else is answered with what to do instead. */
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
      if ((await recordReply(context.db, context.settings.orgTz, reply)) !== 'not_a_thread') return context.wake();
    }
    const written = { channel, thread_ts, isEmpty: text.trim() === '' };
    const place = thread_ts === undefined ? { channel, user } : { channel, user, thread_ts };
    const answer = person === null ? strangerText : await answerTo(person, written, event.now, context);
    await context.client.chat.postEphemeral({ ...place, ...privately(answer) });
  },
};

/** What the person can do instead, by what they are and where they wrote. */
async function answerTo(
  person: Person,
  { channel, thread_ts: ts, isEmpty }: { channel: string; thread_ts: string | undefined; isEmpty: boolean },
  now: Date,
  context: SlackContext,
): Promise<string> {
  const reader = await helpFor({ person, now }, context);
  if (ts === undefined) return notKept(reader, null);
  const thread = { channelId: channel, ts, recipientId: person.personId };
  if (isEmpty && (await isOwnEscalation(thread, context))) return noWords;
  return notKept(reader, await threadCounterpart(context.db, thread, { orgTz: context.settings.orgTz, now }));
}

/** The thread of an escalation with the person; one about themselves is none to them. */
async function isOwnEscalation(
  thread: { channelId: string; ts: string; recipientId: string },
  { db }: SlackContext,
): Promise<boolean> {
  const found = await escalationThread(db, thread);
  return found !== null && found.recipientId === thread.recipientId && found.repId !== thread.recipientId;
}
