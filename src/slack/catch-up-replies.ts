import type { WebClient } from '@slack/web-api';
import { type EscalationThreadPlace, openEscalationThreads } from '../db/reads/open-escalation-threads.ts';
import { summarise } from '../error-summary.ts';
import { recordReply } from '../workflows/record-reply.ts';
import { identify } from './identity.ts';
import type { SlackContext } from './listener.ts';
import { plainText } from './plain-text.ts';

/** What a thread's reader needs; the client is the listeners' own. */
export type CatchUpContext = Pick<
  SlackContext,
  'db' | 'clock' | 'settings' | 'log' | 'wake' | 'client' | 'teamId' | 'botUserId'
>;

const PAGE = 200;

/**
 * Reads the open escalation threads for replies that were written while nobody listened, and keeps them like any other.
 * A thread that cannot be read is left for the next time.
 */
export async function catchUpReplies(context: CatchUpContext): Promise<void> {
  for (const thread of await openEscalationThreads(context.db)) {
    try {
      for await (const reply of repliesOf(context.client, thread)) await keep(context, thread, reply);
    } catch (error) {
      context.log.warn({ error: summarise(error) }, 'an escalation thread could not be read again');
    }
  }
}

interface Reply {
  user?: string | undefined;
  bot_id?: string | undefined;
  text?: string | undefined;
  ts?: string | undefined;
}

async function* repliesOf(client: WebClient, { channelId, threadTs }: EscalationThreadPlace): AsyncGenerator<Reply> {
  let cursor: string | undefined;
  do {
    const page = await client.conversations.replies({
      channel: channelId,
      ts: threadTs,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* (page.messages ?? []).filter((message) => message.ts !== threadTs);
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
}

async function keep(context: CatchUpContext, thread: EscalationThreadPlace, { user, bot_id, text, ts }: Reply) {
  if (user === undefined || bot_id !== undefined || user === context.botUserId) return;
  if (ts === undefined || text === undefined || text.trim() === '') return;
  const now = context.clock.now();
  const person = await identify(context.db, { userId: user, teamId: context.teamId }, context.teamId, now);
  if (person === null) return;
  const reply = { authorId: person.personId, ...thread, ts, text: plainText(text), now };
  if ((await recordReply(context.db, context.settings.orgTz, reply)) === 'stored') context.wake();
}
