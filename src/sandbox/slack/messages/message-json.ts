import type { JsonObject } from '../blocks/rules.ts';
import { type Channel, isReply, repliesTo, type StoredMessage } from '../state/channels.ts';
import { identity, type Workspace } from '../workspace.ts';
import { fileJson } from './file-json.ts';

/** A message as the Web API and events show it; the payload of its metadata only with `allMetadata`. */
export function messageJson(
  workspace: Workspace,
  channel: Channel,
  message: StoredMessage,
  { allMetadata = false }: { allMetadata?: boolean } = {},
): JsonObject {
  const fromApp = message.user === identity.botUserId;
  const { metadata } = message;
  const files = message.fileIds.flatMap((id) => workspace.files.byId(id) ?? []);
  return {
    type: 'message',
    ...(message.tombstone ? { subtype: 'tombstone', hidden: true } : {}),
    user: message.user,
    ts: message.ts,
    ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
    ...(fromApp
      ? {
          bot_id: identity.botId,
          app_id: identity.appId,
          bot_profile: {
            id: identity.botId,
            app_id: identity.appId,
            name: workspace.app.botName,
            deleted: false,
            team_id: workspace.team.id,
          },
        }
      : {}),
    text: message.text,
    team: workspace.team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(files.length > 0 ? { files: files.map((file) => fileJson(workspace, file)) } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...threadFields(channel, message),
    ...(message.reactions.size > 0
      ? { reactions: [...message.reactions].map(([name, users]) => ({ name, users, count: users.length })) }
      : {}),
    ...(metadata ? { metadata: allMetadata ? metadata : { event_type: metadata.event_type } } : {}),
  };
}

function threadFields(channel: Channel, message: StoredMessage): JsonObject {
  if (isReply(message)) {
    const parent = channel.messages.find((entry) => entry.ts === message.threadTs);
    return { thread_ts: message.threadTs, ...(parent ? { parent_user_id: parent.user } : {}) };
  }
  const replies = repliesTo(channel, message.ts);
  const last = replies.at(-1);
  if (!last) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: last.ts,
    is_locked: false,
    subscribed: false,
  };
}
