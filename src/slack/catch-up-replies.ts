import type { WebClient } from '@slack/web-api';
import { keptReplies } from '../db/reads/kept-replies.ts';
import { type EscalationThreadPlace, openEscalationThreads } from '../db/reads/open-escalation-threads.ts';
import { uuidIn } from '../delivery/message-metadata.ts';
import { judgeSeen } from '../delivery/unknown-messages.ts';
import { summarise } from '../error-summary.ts';
import { deleteReply } from '../workflows/delete-reply.ts';
import { editReply } from '../workflows/edit-reply.ts';
import { recordReply } from '../workflows/record-reply.ts';
import { identify } from './identity.ts';
import type { SlackContext } from './listener.ts';
import { messageKindSchema } from './payloads.ts';
import { plainText } from './plain-text.ts';

/** What a thread's reader needs; the client is the listeners' own. */
export type CatchUpContext = Pick<
  SlackContext,
  'db' | 'clock' | 'settings' | 'log' | 'wake' | 'client' | 'teamId' | 'botUserId'
>;

const PAGE = 200;

/**
 * Reads the open escalation threads for what happened while nobody listened: replies are kept like any other, edits and
 * deletions of kept ones followed. Messages of ours in it are held against the rows. A thread that cannot be read is left
 * for the next time.
 */
export async function catchUpReplies(context: CatchUpContext): Promise<void> {
  for (const thread of await openEscalationThreads(context.db)) {
    try {
      await catchUpThread(context, thread);
    } catch (error) {
      context.log.warn({ error: summarise(error) }, 'an escalation thread could not be read again');
    }
  }
}

async function catchUpThread(context: CatchUpContext, thread: EscalationThreadPlace): Promise<void> {
  const kept = await keptReplies(context.db, thread);
  const shown = await messagesOf(context.client, thread);
  for (const message of shown) {
    if (message.ts !== thread.threadTs) await keep(context, thread, message);
  }
  await judgeSeen(context.db, { channelId: thread.channelId, lookedFor: null }, oursAmong(shown));
  // Where Slack no longer shows even the first message, a reply that is missing was not deleted by anybody.
  if (!shown.some(({ ts }) => ts === thread.threadTs)) return;
  for (const ts of kept) {
    if (shown.some((message) => message.ts === ts)) continue;
    await deleteReply(context.db, { channelId: thread.channelId, ts, now: context.clock.now() });
    context.wake();
  }
}

interface Message {
  subtype?: string | undefined;
  user?: string | undefined;
  bot_id?: string | undefined;
  text?: string | undefined;
  ts?: string | undefined;
  metadata?: unknown;
}

/** Our own messages, told by what they carry. */
function oursAmong(shown: readonly Message[]): { uuid: string; ts: string }[] {
  return shown.flatMap(({ ts, metadata }) => {
    const uuid = uuidIn(metadata);
    return uuid === null || ts === undefined ? [] : [{ uuid, ts }];
  });
}

/** The whole thread, its first message included. */
async function messagesOf(client: WebClient, { channelId, threadTs }: EscalationThreadPlace): Promise<Message[]> {
  const found: Message[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.conversations.replies({
      channel: channelId,
      ts: threadTs,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...(page.messages ?? []));
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return found;
}

async function keep(context: CatchUpContext, thread: EscalationThreadPlace, message: Message) {
  if (messageKindSchema.parse(message) !== 'written') return;
  const { user, bot_id, text, ts } = message;
  if (user === undefined || bot_id !== undefined || user === context.botUserId) return;
  if (ts === undefined || text === undefined) return;
  const now = context.clock.now();
  const person = await identify(context.db, { userId: user, teamId: context.teamId }, context.teamId, now);
  if (person === null) return;
  const { channelId, threadTs } = thread;
  const reply = { authorId: person.personId, channelId, threadTs, ts, text: plainText(text), now };
  // Says something else than the kept one: it was edited. A new one says the same.
  if (text.trim() !== '') await recordReply(context.db, context.settings.orgTz, reply);
  await editReply(context.db, context.settings.orgTz, reply);
  context.wake();
}
