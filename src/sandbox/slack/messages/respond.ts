import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import { type Channel, findMessage } from '../state/channels.ts';
import type { ResponseOrigin } from '../state/tickets.ts';
import { identity, type Workspace } from '../workspace.ts';
import { changeMessage, deleteMessage } from './change.ts';
import { checkedContent } from './content.ts';
import { checkThread, post } from './post.ts';

/** The body of a response_url request, and of a slash command's acknowledgement. */
export const responseBodySchema = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
export type ResponseBody = z.infer<typeof responseBodySchema>;

/**
 * Does what a response asks for: replaces or deletes the message it answers, else posts a new one, which only the
 * person who acted sees unless it says `in_channel`.
 * @throws SlackRefusal as posting does
 */
export function respond(workspace: Workspace, origin: ResponseOrigin, body: ResponseBody): void {
  const channel = workspace.channels.byId(origin.channel);
  if (!channel) throw new SlackRefusal('channel_not_found');
  if (origin.messageTs !== undefined && (body.delete_original || body.replace_original)) {
    changeOriginal(workspace, channel, origin.messageTs, body);
    return;
  }
  const content = checkedContent(workspace, body);
  checkThread(channel, body.thread_ts);
  const inChannel = body.response_type === 'in_channel';
  post(workspace, channel, {
    ...content,
    user: identity.botUserId,
    threadTs: body.thread_ts,
    ephemeralTo: inChannel ? undefined : origin.user,
  });
}

function changeOriginal(workspace: Workspace, channel: Channel, ts: string, body: ResponseBody): void {
  const message = findMessage(channel, ts);
  if (!message) throw new SlackRefusal('message_not_found');
  if (body.delete_original) {
    deleteMessage(workspace, channel, message);
    return;
  }
  const content = checkedContent(workspace, body);
  changeMessage(workspace, channel, message, (original) => Object.assign(original, content));
}

/** A request to a response_url: 200 `ok`, or 404 once it is used up or expired, 400 for what Slack refuses. */
export function answerResponseUrl(workspace: Workspace, id: string, body: unknown): { status: number; error?: string } {
  const origin = workspace.responseUrls.use(id);
  const result = tryRespond(workspace, origin, body);
  workspace.ledger.add({
    kind: 'response_url',
    user: 'error' in origin ? 'unknown' : origin.user,
    body: z.record(z.string(), z.unknown()).catch({}).parse(body),
    ...result,
  });
  return result;
}

function tryRespond(
  workspace: Workspace,
  origin: ResponseOrigin | { error: string },
  body: unknown,
): { status: number; error?: string } {
  if ('error' in origin) return { status: 404, error: origin.error };
  const parsed = responseBodySchema.safeParse(body);
  if (!parsed.success) return { status: 400, error: 'invalid_payload' };
  try {
    respond(workspace, origin, parsed.data);
    return { status: 200 };
  } catch (error) {
    if (error instanceof SlackRefusal) return { status: 400, error: error.code };
    throw error;
  }
}
