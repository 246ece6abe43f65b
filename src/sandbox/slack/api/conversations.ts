import type { JsonObject } from '../blocks/rules.ts';
import { messageJson } from '../messages/message-json.ts';
import { SlackRefusal } from '../refusal.ts';
import { type Channel, findMessage, isReply, repliesTo, type StoredMessage } from '../state/channels.ts';
import { compareTs } from '../state/timestamps.ts';
import { identity, type Workspace } from '../workspace.ts';
import { channelOf, count, flag, ids, page, text } from './arguments.ts';
import { apiMethod, requireScopes } from './method.ts';

const KINDS = { im: 'im', mpim: 'mpim', channel: 'channels' } as const;

/** The app reads only conversations that it is in, with the scope for their kind. */
function readable(workspace: Workspace, id: string): Channel {
  const channel = channelOf(workspace, id);
  requireScopes(workspace, [`${KINDS[channel.kind]}:history`]);
  if (!channel.members.includes(identity.botUserId)) {
    throw new SlackRefusal(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
  }
  return channel;
}

const range = {
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag.optional(),
  limit: count.optional(),
  cursor: text.optional(),
  include_all_metadata: flag.optional(),
};
interface Range {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
  limit?: number | undefined;
}

function within(message: StoredMessage, { oldest, latest, inclusive = false }: Range): boolean {
  const after = oldest === undefined ? 1 : compareTs(message.ts, oldest);
  const before = latest === undefined ? -1 : compareTs(message.ts, latest);
  return inclusive ? after >= 0 && before <= 0 : after > 0 && before < 0;
}

function limitOf({ limit = 100 }: Range, most: number): number {
  if (limit < 1 || limit > most) throw new SlackRefusal('invalid_limit');
  return limit;
}

export const conversationsHistory = apiMethod({
  name: 'conversations.history',
  args: { channel: text, ...range },
  run(workspace, args) {
    const channel = readable(workspace, args.channel);
    const shown = channel.messages
      .filter((message) => message.ephemeralTo === undefined && (!isReply(message) || message.broadcast))
      .filter((message) => within(message, args))
      .reverse();
    const { items, next } = page(shown, limitOf(args, 999), args.cursor);
    const allMetadata = args.include_all_metadata ?? false;
    return {
      messages: items.map((message) => messageJson(workspace, channel, message, { allMetadata })),
      has_more: next !== '',
      pin_count: 0,
      ...(next ? { response_metadata: { next_cursor: next } } : {}),
    };
  },
});

export const conversationsReplies = apiMethod({
  name: 'conversations.replies',
  args: { channel: text, ts: text, ...range },
  run(workspace, args) {
    const channel = readable(workspace, args.channel);
    const asked = findMessage(channel, args.ts);
    const parent = asked?.threadTs ? findMessage(channel, asked.threadTs) : asked;
    if (!parent || parent.ephemeralTo !== undefined) throw new SlackRefusal('thread_not_found');
    const replies = repliesTo(channel, parent.ts).filter((reply) => within(reply, args));
    const { items, next } = page([parent, ...replies], limitOf(args, 1000), args.cursor);
    const allMetadata = args.include_all_metadata ?? false;
    return {
      messages: items.map((message) => messageJson(workspace, channel, message, { allMetadata })),
      has_more: next !== '',
      ...(next ? { response_metadata: { next_cursor: next } } : {}),
    };
  },
});

const OTHERS_IN_GROUP = 8;

export const conversationsOpen = apiMethod({
  name: 'conversations.open',
  args: {
    users: ids.optional(),
    channel: text.optional(),
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  },
  run(workspace, args) {
    const users = [...new Set(args.users ?? [])];
    requireScopes(workspace, [users.length > 1 ? 'mpim:write' : 'im:write']);
    if (args.channel !== undefined) return opened(workspace, channelOf(workspace, args.channel), true, args.return_im);
    if (users.length === 0) throw new SlackRefusal('users_list_not_supplied');
    if (users.length > OTHERS_IN_GROUP) throw new SlackRefusal('too_many_users');
    for (const id of users) {
      const person = workspace.directory.byId(id);
      if (!person) throw new SlackRefusal('user_not_found');
      if (person.is_bot) throw new SlackRefusal('cannot_dm_bot');
      if (person.deleted) throw new SlackRefusal('user_disabled');
    }
    const direct = workspace.channels.direct([...users, identity.botUserId], workspace.timestamps.seconds());
    return opened(workspace, direct.channel, !direct.opened, args.return_im);
  },
});

function opened(workspace: Workspace, channel: Channel, already: boolean, full = false): JsonObject {
  return {
    ...(already ? { no_op: true, already_open: true } : {}),
    channel: full ? channelJson(workspace, channel) : { id: channel.id },
  };
}

function channelJson(workspace: Workspace, channel: Channel): JsonObject {
  const shared = { id: channel.id, created: channel.created, is_archived: false, context_team_id: workspace.team.id };
  if (channel.kind === 'im') {
    const user = channel.members.find((id) => id !== identity.botUserId);
    const deleted = user !== undefined && workspace.directory.byId(user)?.deleted === true;
    return { ...shared, is_im: true, is_mpim: false, user, is_user_deleted: deleted, is_open: true };
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_im: false,
    is_channel: channel.kind === 'channel',
    is_group: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind === 'mpim',
    is_general: false,
    is_member: channel.members.includes(identity.botUserId),
  };
}

export const conversationsInfo = apiMethod({
  name: 'conversations.info',
  args: { channel: text },
  run(workspace, args) {
    const channel = channelOf(workspace, args.channel);
    requireScopes(workspace, [`${KINDS[channel.kind]}:read`]);
    return { channel: channelJson(workspace, channel) };
  },
});
