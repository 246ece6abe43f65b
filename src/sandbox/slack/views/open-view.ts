import { z } from 'zod';
import { issueText } from '../blocks/issue.ts';
import { inspectView } from '../blocks/payload.ts';
import { withIds } from '../messages/content.ts';
import { SlackRefusal } from '../refusal.ts';
import { STACK_LIMIT, type StoredView } from '../state/views.ts';
import type { Workspace } from '../workspace.ts';
import { stateOf } from './view-state.ts';

const json = z.record(z.string(), z.unknown());
const viewSchema = z.looseObject({
  blocks: z.array(json),
  title: json.nullish(),
  submit: json.nullish(),
  close: json.nullish(),
  private_metadata: z.string().default(''),
  callback_id: z.string().default(''),
  external_id: z.string().default(''),
  clear_on_close: z.boolean().default(false),
  notify_on_close: z.boolean().default(false),
});
type ViewFields = Omit<
  StoredView,
  'id' | 'user' | 'type' | 'hash' | 'rootViewId' | 'previousViewId' | 'state' | 'errors'
>;

/**
 * Checks a view for a surface. Slack answers `invalid_arguments` for views (`invalid_blocks` is for messages).
 * @throws SlackRefusal `invalid_arguments` with pointers, `view_too_large`
 */
function checkedView(workspace: Workspace, view: unknown, surface: StoredView['type']): ViewFields {
  const { issues, tooLarge } = inspectView(view, surface, (reference) => workspace.files.isUsablePicture(reference));
  if (tooLarge) throw new SlackRefusal('view_too_large');
  if (issues.length > 0) {
    throw new SlackRefusal('invalid_arguments', { response_metadata: { messages: issues.map(issueText) } });
  }
  const fields = viewSchema.parse(view);
  return {
    callbackId: fields.callback_id,
    externalId: fields.external_id,
    privateMetadata: fields.private_metadata,
    title: fields.title ?? null,
    submit: fields.submit ?? null,
    close: fields.close ?? null,
    blocks: withIds(fields.blocks),
    clearOnClose: fields.clear_on_close,
    notifyOnClose: fields.notify_on_close,
  };
}

function checkExternalId(workspace: Workspace, externalId: string, own?: StoredView): void {
  const other = workspace.views.byExternalId(externalId);
  if (other && other !== own) throw new SlackRefusal('duplicate_external_id');
}

function newView(
  workspace: Workspace,
  user: string,
  type: StoredView['type'],
  fields: ViewFields,
  below?: StoredView,
): StoredView {
  checkExternalId(workspace, fields.externalId);
  const id = workspace.views.nextId();
  return {
    ...fields,
    id,
    type,
    user,
    hash: workspace.views.nextHash(workspace.timestamps.seconds()),
    rootViewId: below?.rootViewId ?? id,
    previousViewId: below?.id ?? null,
    state: stateOf(fields.blocks),
    errors: {},
  };
}

/** Opens a modal as the only one of a person. @throws SlackRefusal as {@link checkedView}, `duplicate_external_id` */
export function openModal(workspace: Workspace, user: string, view: unknown): StoredView {
  const opened = newView(workspace, user, 'modal', checkedView(workspace, view, 'modal'));
  workspace.views.setStack(user, [opened]);
  workspace.changes.announce([user], 'modal');
  return opened;
}

/** Puts a modal on top of those that are open. @throws SlackRefusal `push_limit_reached` above three, and as openModal */
export function pushModal(workspace: Workspace, user: string, view: unknown): StoredView {
  const stack = workspace.views.stack(user);
  const fields = checkedView(workspace, view, 'modal');
  if (stack.length >= STACK_LIMIT) throw new SlackRefusal('push_limit_reached');
  const pushed = newView(workspace, user, 'modal', fields, stack.at(-1));
  workspace.views.setStack(user, [...stack, pushed]);
  workspace.changes.announce([user], 'modal');
  return pushed;
}

/** Changes an open modal or a Home in place. @throws SlackRefusal `hash_conflict`, and as openModal */
export function updateView(workspace: Workspace, stored: StoredView, view: unknown, hash?: string): StoredView {
  const fields = checkedView(workspace, view, stored.type);
  if (hash !== undefined && hash !== stored.hash) throw new SlackRefusal('hash_conflict');
  checkExternalId(workspace, fields.externalId, stored);
  Object.assign(stored, fields, {
    hash: workspace.views.nextHash(workspace.timestamps.seconds()),
    state: stateOf(fields.blocks, stored.state),
    errors: {},
  });
  workspace.changes.announce([stored.user], stored.type);
  return stored;
}

/** Publishes a person's Home. @throws SlackRefusal `hash_conflict`, and as openModal */
export function publishHome(workspace: Workspace, user: string, view: unknown, hash?: string): StoredView {
  const before = workspace.views.home(user);
  if (before) return updateView(workspace, before, view, hash);
  const home = newView(workspace, user, 'home', checkedView(workspace, view, 'home'));
  workspace.views.setHome(home);
  workspace.changes.announce([user], 'home');
  return home;
}
