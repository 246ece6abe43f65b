import type { JsonObject } from '../blocks/rules.ts';
import type { StoredView } from '../state/views.ts';
import { identity, type Workspace } from '../workspace.ts';

/** A view as the Web API and payloads show it. */
export function viewJson(workspace: Workspace, view: StoredView): JsonObject {
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: identity.appId,
    external_id: view.externalId,
    app_installed_team_id: workspace.team.id,
    bot_id: identity.botId,
  };
}
