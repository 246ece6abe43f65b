import type { ActionResult, DeactivateRequest, OpenTabRequest } from '../control-contract.ts';
import { userJson } from '../user-json.ts';
import { viewJson } from '../views/view-json.ts';
import type { Workspace } from '../workspace.ts';
import { actor, eventResult, Impossible } from './act.ts';

/** Opens the app's Home or Messages tab: app_home_opened. @throws Impossible when the manifest turns the tab off */
export async function openTab(
  workspace: Workspace,
  request: OpenTabRequest,
  tab: 'home' | 'messages',
): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const enabled = tab === 'home' ? workspace.app.homeTab : workspace.app.messagesTab;
  if (!enabled) throw new Impossible('not_enabled', `the manifest turns the ${tab} tab off`);
  const home = workspace.views.home(person.id);
  const delivery = workspace.emit('app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: workspace.appDm(person.id).id,
    tab,
    ...(home && tab === 'home' ? { view: viewJson(workspace, home) } : {}),
    event_ts: workspace.timestamps.next(),
  });
  return eventResult(delivery);
}

/** Deactivates a person or brings them back: user_change. */
export async function setDeactivated(
  workspace: Workspace,
  request: DeactivateRequest,
  deleted: boolean,
): Promise<ActionResult> {
  const known = workspace.directory.byId(request.user);
  if (!known || known.is_bot) throw new Impossible('user_not_found', request.user);
  const person = workspace.directory.setDeleted(request.user, deleted) ?? known;
  workspace.changes.announce('*', 'people');
  const delivery = workspace.emit('user_change', {
    type: 'user_change',
    user: userJson(workspace, person),
    cache_ts: workspace.timestamps.seconds(),
    event_ts: workspace.timestamps.next(),
  });
  return eventResult(delivery);
}
