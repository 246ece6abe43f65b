import { SlackRefusal } from '../refusal.ts';
import { openModal, publishHome, pushModal, updateView } from '../views/open-view.ts';
import { viewJson } from '../views/view-json.ts';
import type { Workspace } from '../workspace.ts';
import { nested, text } from './arguments.ts';
import { apiMethod } from './method.ts';

/** @throws SlackRefusal by the trigger's state */
function exchange(workspace: Workspace, triggerId: string): { user: string; viewId: string | undefined } {
  const trigger = workspace.triggers.exchange(triggerId);
  if ('error' in trigger) throw new SlackRefusal(trigger.error);
  return trigger;
}

const withTrigger = { trigger_id: text, view: nested };

export const viewsOpen = apiMethod({
  name: 'views.open',
  args: withTrigger,
  run(workspace, args) {
    const { user } = exchange(workspace, args.trigger_id);
    return { view: viewJson(workspace, openModal(workspace, user, args.view)) };
  },
});

export const viewsPush = apiMethod({
  name: 'views.push',
  args: withTrigger,
  run(workspace, args) {
    const { user, viewId } = exchange(workspace, args.trigger_id);
    const isOpen = workspace.views.stack(user).some((view) => view.id === viewId);
    if (!isOpen) throw new SlackRefusal('not_found');
    return { view: viewJson(workspace, pushModal(workspace, user, args.view)) };
  },
});

export const viewsUpdate = apiMethod({
  name: 'views.update',
  args: { view: nested, view_id: text.optional(), external_id: text.optional(), hash: text.optional() },
  run(workspace, args) {
    const { views } = workspace;
    const view = args.view_id === undefined ? views.byExternalId(args.external_id ?? '') : views.byId(args.view_id);
    if (!view) throw new SlackRefusal('not_found');
    return { view: viewJson(workspace, updateView(workspace, view, args.view, args.hash)) };
  },
});

export const viewsPublish = apiMethod({
  name: 'views.publish',
  args: { user_id: text, view: nested, hash: text.optional() },
  run(workspace, args) {
    if (!workspace.app.homeTab) throw new SlackRefusal('not_enabled');
    const person = workspace.directory.byId(args.user_id);
    if (!person || person.is_bot) throw new SlackRefusal('user_not_found');
    return { view: viewJson(workspace, publishHome(workspace, person.id, args.view, args.hash)) };
  },
});
