import { SlackRefusal } from '../refusal.ts';
import { type Channel, findMessage, isReply, type MessageMetadata, type StoredMessage } from '../state/channels.ts';
import { identity, type Workspace } from '../workspace.ts';
import type { Content } from './content.ts';
import { messageJson } from './message-json.ts';

export interface Draft extends Content {
  user: string;
  threadTs?: string | undefined;
  broadcast?: boolean | undefined;
  metadata?: MessageMetadata | undefined;
  fileIds?: string[] | undefined;
  ephemeralTo?: string | undefined;
  clientMsgId?: string | undefined;
}

/** The name of the subscription for messages in this kind of conversation. */
export function messageEventName(channel: Channel): string {
  return { im: 'message.im', mpim: 'message.mpim', channel: 'message.channels' }[channel.kind];
}

export function channelType(channel: Channel): string {
  return channel.kind;
}

/** @throws SlackRefusal `cannot_reply_to_message` when `threadTs` is no parent in this channel */
export function checkThread(channel: Channel, threadTs: string | undefined): void {
  if (threadTs === undefined) return;
  const parent = findMessage(channel, threadTs);
  if (!parent || isReply(parent) || parent.ephemeralTo !== undefined) throw new SlackRefusal('cannot_reply_to_message');
}

/**
 * Puts a message into a channel with the next ts, tells the app (which hears its own messages too, as at Slack) and
 * notifies the members.
 */
export function post(
  workspace: Workspace,
  channel: Channel,
  draft: Draft,
): { message: StoredMessage; delivery: ReturnType<Workspace['emit']> } {
  const message: StoredMessage = {
    ts: workspace.timestamps.next(),
    user: draft.user,
    text: draft.text,
    blocks: draft.blocks,
    attachments: draft.attachments,
    broadcast: draft.broadcast ?? false,
    reactions: new Map(),
    fileIds: draft.fileIds ?? [],
    tombstone: false,
    state: new Map(),
    ...(draft.threadTs === undefined ? {} : { threadTs: draft.threadTs }),
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
    ...(draft.ephemeralTo === undefined ? {} : { ephemeralTo: draft.ephemeralTo }),
    ...(draft.clientMsgId === undefined ? {} : { clientMsgId: draft.clientMsgId }),
  };
  channel.messages.push(message);
  const readers = draft.ephemeralTo === undefined ? channel.members : [draft.ephemeralTo];
  if (draft.ephemeralTo === undefined) {
    for (const reader of readers) {
      if (reader !== draft.user && reader !== identity.botUserId) {
        workspace.notes.notify(reader, { channel: channel.id, ts: message.ts, text: message.text });
      }
    }
  }
  workspace.changes.announce(readers, 'message');
  return { message, delivery: announcePost(workspace, channel, message) };
}

function announcePost(workspace: Workspace, channel: Channel, message: StoredMessage): ReturnType<Workspace['emit']> {
  if (message.ephemeralTo !== undefined || !channel.members.includes(identity.botUserId)) return undefined;
  return workspace.emit(messageEventName(channel), {
    ...messageJson(workspace, channel, message, { allMetadata: true }),
    channel: channel.id,
    channel_type: channelType(channel),
    event_ts: message.ts,
  });
}
