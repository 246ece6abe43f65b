import type { JsonObject } from '../blocks/rules.ts';
import { SlackRefusal } from '../refusal.ts';
import { identity, type Workspace } from '../workspace.ts';
import { channelOf, messageOf, text } from './arguments.ts';
import { apiMethod } from './method.ts';

const scopes = ['reactions:write'];
const args = { channel: text, timestamp: text, name: text };

function react(
  workspace: Workspace,
  wanted: { channel: string; timestamp: string; name: string },
  add: boolean,
): JsonObject {
  const channel = channelOf(workspace, wanted.channel);
  if (!channel.members.includes(identity.botUserId)) throw new SlackRefusal('channel_not_found');
  const message = messageOf(channel, wanted.timestamp);
  const name = wanted.name.replaceAll(':', '');
  if (!/^[\w+'-]{1,100}$/.test(name)) throw new SlackRefusal('invalid_name');
  const users = message.reactions.get(name) ?? [];
  const there = users.includes(identity.botUserId);
  if (there === add) throw new SlackRefusal(add ? 'already_reacted' : 'no_reaction');
  const next = add ? [...users, identity.botUserId] : users.filter((id) => id !== identity.botUserId);
  if (next.length > 0) message.reactions.set(name, next);
  else message.reactions.delete(name);
  workspace.changes.announce(channel.members, 'message');
  workspace.emit(add ? 'reaction_added' : 'reaction_removed', {
    type: add ? 'reaction_added' : 'reaction_removed',
    user: identity.botUserId,
    reaction: name,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    item_user: message.user,
    event_ts: workspace.timestamps.next(),
  });
  return {};
}

export const reactionsAdd = apiMethod({
  name: 'reactions.add',
  scopes,
  args,
  run: (workspace, wanted) => react(workspace, wanted, true),
});

export const reactionsRemove = apiMethod({
  name: 'reactions.remove',
  scopes,
  args,
  run: (workspace, wanted) => react(workspace, wanted, false),
});
