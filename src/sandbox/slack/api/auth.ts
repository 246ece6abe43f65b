import { identity } from '../workspace.ts';
import { apiMethod } from './method.ts';

export const authTest = apiMethod({
  name: 'auth.test',
  args: {},
  run: ({ team, directory }) => ({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: directory.byId(identity.botUserId)?.name,
    team_id: team.id,
    user_id: identity.botUserId,
    bot_id: identity.botId,
    is_enterprise_install: false,
  }),
});
