import { type Channel, repliesTo, type StoredMessage } from '../state/channels.ts';
import { identity, type Workspace } from '../workspace.ts';
import { messageJson } from './message-json.ts';
import { channelType, messageEventName } from './post.ts';

type Delivery = ReturnType<Workspace['emit']>;

function readersOf(channel: Channel, message: StoredMessage): string[] {
  return message.ephemeralTo === undefined ? channel.members : [message.ephemeralTo];
}

/** Applies an edit in place and tells the app (`message_changed`). */
export function changeMessage(
  workspace: Workspace,
  channel: Channel,
  message: StoredMessage,
  edit: (message: StoredMessage) => void,
): Delivery {
  const previous = messageJson(workspace, channel, message, { allMetadata: true });
  edit(message);
  workspace.changes.announce(readersOf(channel, message), 'message');
  if (message.ephemeralTo !== undefined || !channel.members.includes(identity.botUserId)) return undefined;
  const ts = workspace.timestamps.next();
  return workspace.emit(messageEventName(channel), {
    type: 'message',
    subtype: 'message_changed',
    message: messageJson(workspace, channel, message, { allMetadata: true }),
    previous_message: previous,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: channelType(channel),
  });
}

/** Takes a message away and tells the app (`message_deleted`); a parent with replies leaves a tombstone. */
export function deleteMessage(workspace: Workspace, channel: Channel, message: StoredMessage): Delivery {
  const previous = messageJson(workspace, channel, message, { allMetadata: true });
  if (repliesTo(channel, message.ts).length > 0) {
    Object.assign(message, {
      tombstone: true,
      text: 'This message was deleted.',
      blocks: [],
      attachments: [],
      fileIds: [],
    });
    delete message.metadata;
    message.reactions.clear();
  } else {
    channel.messages = channel.messages.filter((entry) => entry !== message);
  }
  workspace.changes.announce(readersOf(channel, message), 'message');
  if (message.ephemeralTo !== undefined || !channel.members.includes(identity.botUserId)) return undefined;
  const ts = workspace.timestamps.next();
  return workspace.emit(messageEventName(channel), {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: previous,
    channel: channel.id,
    hidden: true,
    deleted_ts: message.ts,
    ts,
    event_ts: ts,
    channel_type: channelType(channel),
  });
}
