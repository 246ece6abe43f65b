import { z } from 'zod';
import type { JsonObject } from '../blocks/rules.ts';
import type { Screen, ScreenBlock, ScreenChannel, ScreenFile, ScreenMessage, ScreenView } from '../control-contract.ts';
import { type Channel, isReply, type StoredMessage } from '../state/channels.ts';
import type { StoredFile } from '../state/files.ts';
import type { StoredView } from '../state/views.ts';
import { stateOf } from '../views/view-state.ts';
import { identity, type Workspace } from '../workspace.ts';
import { Impossible } from './act.ts';

const textObject = z.looseObject({ text: z.string() });

function textOf(value: JsonObject | null): string | null {
  return textObject.safeParse(value).data?.text ?? null;
}

function shownBlocks(blocks: readonly JsonObject[]): ScreenBlock[] {
  return blocks.map((block) => ({ ...structuredClone(block), type: String(block.type) }));
}

function shownFile(file: StoredFile): ScreenFile {
  const { id, name, title, mimetype, length } = file;
  return { id, name, title, mimetype, size: length, url: `/control/files/${id}` };
}

function shownView(view: StoredView): ScreenView {
  return {
    id: view.id,
    type: view.type,
    callback_id: view.callbackId,
    title: textOf(view.title) ?? '',
    submit: textOf(view.submit),
    close: textOf(view.close),
    blocks: shownBlocks(view.blocks),
    hash: view.hash,
    state: structuredClone(view.state),
    errors: { ...view.errors },
  };
}

function shownMessage(
  workspace: Workspace,
  user: string,
  message: StoredMessage,
  replies: readonly StoredMessage[],
): ScreenMessage {
  const author = workspace.directory.byId(message.user);
  const ownThread = replies.length > 0 ? message.ts : undefined;
  return {
    ts: message.ts,
    user: message.user,
    author: author?.real_name ?? message.user,
    text: message.text,
    blocks: shownBlocks(message.blocks),
    thread_ts: message.threadTs ?? ownThread,
    reply_count: replies.filter((reply) => reply.ephemeralTo === undefined).length,
    replies: replies.map((reply) => shownMessage(workspace, user, reply, [])),
    reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users] })),
    edited: message.edited !== undefined && message.user !== identity.botUserId,
    ephemeral: message.ephemeralTo !== undefined,
    state: structuredClone(stateOf(message.blocks, message.state.get(user))),
    files: message.fileIds.flatMap((id) => workspace.files.byId(id) ?? []).map(shownFile),
  };
}

function shownChannel(workspace: Workspace, channel: Channel, user: string): ScreenChannel {
  const others = channel.members.filter((id) => id !== user).flatMap((id) => workspace.directory.byId(id) ?? []);
  const visible = channel.messages.filter(({ ephemeralTo }) => ephemeralTo === undefined || ephemeralTo === user);
  return {
    id: channel.id,
    kind: channel.kind,
    name: channel.kind === 'channel' ? channel.name : others.map((person) => person.real_name).join(', '),
    with: others,
    messages: visible
      .filter((message) => !isReply(message) || message.broadcast)
      .map((message) => {
        const replies = visible.filter((entry) => isReply(entry) && entry.threadTs === message.ts);
        return shownMessage(workspace, user, message, replies);
      }),
  };
}

/** Everything that one person sees. @throws Impossible `user_not_found` */
export function screenOf(workspace: Workspace, userId: string): Screen {
  const user = workspace.directory.byId(userId);
  if (!user) throw new Impossible('user_not_found', userId);
  const home = workspace.views.home(userId);
  return {
    user,
    channels: workspace.channels.ofMember(userId).map((channel) => shownChannel(workspace, channel, userId)),
    home: home ? shownView(home) : null,
    modals: workspace.views.stack(userId).map(shownView),
    notifications: workspace.notes.notifications(userId),
    toasts: workspace.notes.toasts(userId),
  };
}
