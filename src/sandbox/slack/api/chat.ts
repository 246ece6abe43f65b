import { z } from 'zod';
import { isObject } from '../blocks/rules.ts';
import { changeMessage, deleteMessage } from '../messages/change.ts';
import { type Content, checkedContent } from '../messages/content.ts';
import { messageJson } from '../messages/message-json.ts';
import { checkThread, post } from '../messages/post.ts';
import { RateLimited, SlackRefusal } from '../refusal.ts';
import type { Channel, MessageMetadata, StoredMessage } from '../state/channels.ts';
import { identity, type Workspace } from '../workspace.ts';
import { channelOf, flag, messageOf, nested, text } from './arguments.ts';
import { apiMethod } from './method.ts';

const UPDATED_TEXT = 4000;
const scopes = ['chat:write'];
const content = {
  text: text.optional(),
  blocks: nested.optional(),
  attachments: nested.optional(),
  markdown_text: text.optional(),
};

const metadataSchema = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });

function metadataOf(raw: unknown): MessageMetadata | undefined {
  if (raw === undefined) return undefined;
  const metadata = metadataSchema.safeParse(raw);
  if (!metadata.success) throw new SlackRefusal('invalid_metadata_format');
  return metadata.data;
}

function openForApp(workspace: Workspace, channel: Channel): Channel {
  const { app, directory } = workspace;
  if (!channel.members.includes(identity.botUserId)) {
    throw new SlackRefusal(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
  }
  if (channel.kind === 'channel') return channel;
  if (!app.messagesTab) throw new SlackRefusal('messages_tab_disabled');
  const others = channel.members.filter((id) => id !== identity.botUserId);
  // What Slack answers here is not documented; channel_not_found is what its lists come nearest to.
  if (others.every((id) => directory.byId(id)?.deleted !== false)) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** Where a post goes: a conversation, or the direct one with a person when a user id is given. */
function destination(workspace: Workspace, id: string): Channel {
  const person = workspace.directory.byId(id);
  if (!person) return openForApp(workspace, channelOf(workspace, id));
  if (person.is_bot || person.deleted) throw new SlackRefusal('channel_not_found');
  return openForApp(workspace, workspace.appDm(person.id));
}

function ownMessage(
  workspace: Workspace,
  channelId: string,
  ts: string,
  refusal: string,
): { channel: Channel; message: StoredMessage } {
  const channel = openForApp(workspace, channelOf(workspace, channelId));
  const message = messageOf(channel, ts);
  if (message.user !== identity.botUserId) throw new SlackRefusal(refusal);
  return { channel, message };
}

export const chatPostMessage = apiMethod({
  name: 'chat.postMessage',
  scopes,
  args: {
    channel: text,
    ...content,
    thread_ts: text.optional(),
    reply_broadcast: flag.optional(),
    metadata: nested.optional(),
  },
  run(workspace, args) {
    const channel = destination(workspace, args.channel);
    checkThread(channel, args.thread_ts);
    const draft = { ...checkedContent(workspace, args), metadata: metadataOf(args.metadata) };
    const wait = workspace.postGate.enter(channel.id);
    if (wait > 0) throw new RateLimited(wait);
    const user = identity.botUserId;
    const { message } = post(workspace, channel, {
      ...draft,
      user,
      threadTs: args.thread_ts,
      broadcast: args.reply_broadcast,
    });
    return {
      channel: channel.id,
      ts: message.ts,
      message: messageJson(workspace, channel, message, { allMetadata: true }),
    };
  },
});

type RawContent = Parameters<typeof checkedContent>[1];

/** Text without blocks takes the blocks away; only a change without any text leaves what is not named as it was. */
function updatedContent(workspace: Workspace, args: RawContent, before: StoredMessage): Content {
  const checked = checkedContent(workspace, args, UPDATED_TEXT);
  const saysText = args.text !== undefined || args.markdown_text !== undefined;
  return {
    text: checked.text,
    blocks: args.blocks === undefined && !saysText ? before.blocks : checked.blocks,
    attachments: args.attachments === undefined && !saysText ? before.attachments : checked.attachments,
  };
}

export const chatUpdate = apiMethod({
  name: 'chat.update',
  scopes,
  args: { channel: text, ts: text, ...content, metadata: nested.optional() },
  run(workspace, args) {
    const { channel, message } = ownMessage(workspace, args.channel, args.ts, 'cant_update_message');
    const next = updatedContent(workspace, args, message);
    const clears = isObject(args.metadata) && Object.keys(args.metadata).length === 0;
    const metadata = clears ? undefined : metadataOf(args.metadata);
    changeMessage(workspace, channel, message, (stored) => {
      Object.assign(stored, next, { edited: { user: identity.botUserId, ts: workspace.timestamps.next() } });
      if (clears) delete stored.metadata;
      else if (metadata) stored.metadata = metadata;
    });
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageJson(workspace, channel, message, { allMetadata: true }),
    };
  },
});

export const chatPostEphemeral = apiMethod({
  name: 'chat.postEphemeral',
  scopes,
  args: { channel: text, user: text, ...content, thread_ts: text.optional() },
  run(workspace, args) {
    const channel = destination(workspace, args.channel);
    if (!workspace.directory.byId(args.user)) throw new SlackRefusal('user_not_found');
    if (!channel.members.includes(args.user)) throw new SlackRefusal('user_not_in_channel');
    checkThread(channel, args.thread_ts);
    const checked = checkedContent(workspace, args, 40_000);
    const user = identity.botUserId;
    const { message } = post(workspace, channel, {
      ...checked,
      user,
      threadTs: args.thread_ts,
      ephemeralTo: args.user,
    });
    return { message_ts: message.ts };
  },
});

export const chatDelete = apiMethod({
  name: 'chat.delete',
  scopes,
  args: { channel: text, ts: text },
  run(workspace, args) {
    const { channel, message } = ownMessage(workspace, args.channel, args.ts, 'cant_delete_message');
    deleteMessage(workspace, channel, message);
    return { channel: channel.id, ts: message.ts };
  },
});
