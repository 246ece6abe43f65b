import { randomUUID } from 'node:crypto';
import type { ActionResult, DeleteRequest, EditRequest, MessageRequest, Person } from '../control-contract.ts';
import { changeMessage, deleteMessage } from '../messages/change.ts';
import { humanMessage } from '../messages/human-text.ts';
import { checkThread, post } from '../messages/post.ts';
import { SlackRefusal } from '../refusal.ts';
import { type Channel, findMessage, type StoredMessage } from '../state/channels.ts';
import { identity, type Workspace } from '../workspace.ts';
import { actor, eventResult, Impossible } from './act.ts';

/** @throws Impossible `channel_not_found`, `messages_tab_disabled`, `messages_tab_read_only` */
function writable(workspace: Workspace, person: Person, id: string | undefined): Channel {
  const channel = id === undefined ? workspace.appDm(person.id) : workspace.channels.byId(id);
  if (!channel?.members.includes(person.id)) throw new Impossible('channel_not_found');
  const withApp = channel.kind === 'im' && channel.members.includes(identity.botUserId);
  if (withApp && !workspace.app.messagesTab) throw new Impossible('messages_tab_disabled');
  if (withApp && workspace.app.messagesReadOnly) throw new Impossible('messages_tab_read_only');
  return channel;
}

/** @throws Impossible `message_not_found`, `not_own_message` */
function ownMessage(channel: Channel, person: Person, ts: string): StoredMessage {
  const message = findMessage(channel, ts);
  if (!message || message.tombstone) throw new Impossible('message_not_found');
  if (message.user !== person.id) throw new Impossible('not_own_message');
  return message;
}

/** Writes a message or, with `thread_ts`, a reply. */
export async function write(workspace: Workspace, request: MessageRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const channel = writable(workspace, person, request.channel);
  try {
    checkThread(channel, request.thread_ts);
  } catch (error) {
    if (error instanceof SlackRefusal) throw new Impossible('thread_not_found');
    throw error;
  }
  const { message, delivery } = post(workspace, channel, {
    ...humanMessage(workspace, request.text),
    attachments: [],
    user: person.id,
    threadTs: request.thread_ts,
    clientMsgId: randomUUID(),
  });
  return { ...(await eventResult(delivery)), ts: message.ts, channel: channel.id };
}

/** Edits a person's own message; the app hears `message_changed`. */
export async function edit(workspace: Workspace, request: EditRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const channel = writable(workspace, person, request.channel);
  const message = ownMessage(channel, person, request.ts);
  const delivery = changeMessage(workspace, channel, message, (stored) => {
    Object.assign(stored, humanMessage(workspace, request.text));
    stored.edited = { user: person.id, ts: workspace.timestamps.next() };
  });
  return eventResult(delivery);
}

/** Deletes a person's own message; the app hears `message_deleted`. */
export async function remove(workspace: Workspace, request: DeleteRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const channel = writable(workspace, person, request.channel);
  return eventResult(deleteMessage(workspace, channel, ownMessage(channel, person, request.ts)));
}
