import { SlackRefusal } from '../refusal.ts';
import { userJson } from '../user-json.ts';
import { count, page, text } from './arguments.ts';
import { apiMethod } from './method.ts';

export const usersInfo = apiMethod({
  name: 'users.info',
  scopes: ['users:read'],
  args: { user: text },
  run(workspace, args) {
    const person = workspace.directory.byId(args.user);
    if (!person) throw new SlackRefusal('user_not_found');
    return { user: userJson(workspace, person) };
  },
});

export const usersLookupByEmail = apiMethod({
  name: 'users.lookupByEmail',
  scopes: ['users:read.email'],
  args: { email: text },
  run(workspace, args) {
    const person = workspace.directory.byEmail(args.email);
    if (!person || person.deleted) throw new SlackRefusal('users_not_found');
    return { user: userJson(workspace, person) };
  },
});

export const usersList = apiMethod({
  name: 'users.list',
  scopes: ['users:read'],
  args: { limit: count.optional(), cursor: text.optional() },
  run(workspace, args) {
    const { items, next } = page(workspace.directory.all(), args.limit || 1000, args.cursor);
    return {
      members: items.map((person) => userJson(workspace, person)),
      cache_ts: workspace.timestamps.seconds(),
      response_metadata: { next_cursor: next },
    };
  },
});
