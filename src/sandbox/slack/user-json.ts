import type { JsonObject } from './blocks/rules.ts';
import type { Person } from './control-contract.ts';
import type { Workspace } from './workspace.ts';

/** A user object; the address is in it only with the scope for it. */
export function userJson(workspace: Workspace, person: Person): JsonObject {
  const showsEmail = workspace.app.scopes.includes('users:read.email') && person.email !== '';
  const [first = '', ...rest] = person.real_name.split(' ');
  return {
    id: person.id,
    team_id: workspace.team.id,
    name: person.name,
    deleted: person.deleted,
    ...(person.deleted ? {} : { real_name: person.real_name, tz: person.tz }),
    profile: {
      real_name: person.real_name,
      real_name_normalized: person.real_name,
      display_name: person.name,
      display_name_normalized: person.name,
      first_name: first,
      last_name: rest.join(' '),
      team: workspace.team.id,
      ...(showsEmail ? { email: person.email } : {}),
    },
    is_bot: person.is_bot,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    updated: workspace.timestamps.seconds(),
  };
}
