import { isObject, type JsonObject } from '../blocks/rules.ts';
import type { ActionResult, ClickRequest, Person, Place } from '../control-contract.ts';
import { messageJson } from '../messages/message-json.ts';
import { type Channel, findMessage, type StateValues, type StoredMessage } from '../state/channels.ts';
import type { StoredView } from '../state/views.ts';
import { chosenState, optionOf } from '../views/element-state.ts';
import { viewJson } from '../views/view-json.ts';
import { elementsWithBlocks, stateOf } from '../views/view-state.ts';
import type { Workspace } from '../workspace.ts';
import { actor, Impossible, interactionBase, resultOf, toastTimeout } from './act.ts';

type Surface = { view: StoredView } | { channel: Channel; message: StoredMessage };

/** A view or message that this person has in front of them. @throws Impossible `view_not_found`, `message_not_found` */
export function surfaceOf(workspace: Workspace, person: Person, place: Place): Surface {
  if ('view_id' in place) {
    const home = workspace.views.home(person.id);
    const view = home?.id === place.view_id ? home : workspace.views.stack(person.id).at(-1);
    if (view?.id !== place.view_id) throw new Impossible('view_not_found', 'not this person’s Home or top modal');
    return { view };
  }
  const channel = workspace.channels.byId(place.channel);
  const message = channel && findMessage(channel, place.ts);
  const sees = message && (message.ephemeralTo === undefined || message.ephemeralTo === person.id);
  if (!channel?.members.includes(person.id) || !message || !sees) throw new Impossible('message_not_found');
  return { channel, message };
}

interface Found {
  block: JsonObject;
  element: JsonObject;
}

/** @throws Impossible `action_not_found`, `action_ambiguous` */
export function findElement(surface: Surface, actionId: string, blockId: string | undefined): Found {
  const { blocks } = 'view' in surface ? surface.view : surface.message;
  const found = elementsWithBlocks(blocks).filter(
    ({ block, element }) => element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
  const [first] = found;
  if (!first) throw new Impossible('action_not_found', actionId);
  if (found.length > 1) throw new Impossible('action_ambiguous', 'name the block_id');
  return first;
}

function stateValues(surface: Surface, person: Person): StateValues {
  if ('view' in surface) return surface.view.state;
  return stateOf(surface.message.blocks, surface.message.state.get(person.id));
}

/** Writes a choice or text into the surface's state. @throws Impossible `invalid_value` when the element cannot take it */
export function choose(surface: Surface, person: Person, found: Found, value: ClickRequest['value']): JsonObject {
  const next = chosenState(found.element, value ?? null);
  if (!next)
    throw new Impossible('invalid_value', `${String(found.element.type)} cannot take ${JSON.stringify(value)}`);
  const [blockId, actionId] = [String(found.block.block_id), String(found.element.action_id)];
  const state = stateValues(surface, person);
  const changed = { ...state, [blockId]: { ...state[blockId], [actionId]: next } };
  if ('view' in surface) {
    surface.view.state = changed;
    delete surface.view.errors[blockId];
  } else {
    surface.message.state.set(person.id, changed);
  }
  return next;
}

/** The `actions` entry: the element's own fields and what was pressed or chosen. */
function actionOf(surface: Surface, person: Person, found: Found, request: ClickRequest, actionTs: string): JsonObject {
  const { block, element } = found;
  const base = { type: element.type, block_id: block.block_id, action_id: element.action_id, action_ts: actionTs };
  switch (element.type) {
    case 'button':
    case 'workflow_button':
    case 'icon_button': {
      const { text, value, url, style } = element;
      const given = Object.entries({ text, value, url, style }).filter(([, entry]) => entry !== undefined);
      return { ...base, ...Object.fromEntries(given) };
    }
    case 'feedback_buttons': {
      const choice = [element.positive_button, element.negative_button].find(
        (entry) => isObject(entry) && entry.value === request.value,
      );
      if (!isObject(choice)) throw new Impossible('invalid_value');
      return { ...base, text: choice.text, value: choice.value };
    }
    case 'overflow': {
      const option = optionOf(element, request.value);
      if (!option) throw new Impossible('invalid_value', 'no such option');
      return { ...base, selected_option: option };
    }
    default: {
      const placeholder = element.placeholder === undefined ? {} : { placeholder: element.placeholder };
      return { ...choose(surface, person, found, request.value), ...base, ...placeholder };
    }
  }
}

function surfacePayload(workspace: Workspace, person: Person, surface: Surface): JsonObject {
  if ('view' in surface) {
    const { view } = surface;
    return { container: { type: 'view', view_id: view.id }, view: viewJson(workspace, view) };
  }
  const { channel, message } = surface;
  const ephemeral = message.ephemeralTo !== undefined;
  const origin = { user: person.id, channel: channel.id, messageTs: message.ts };
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channel.name },
    ...(ephemeral ? {} : { message: messageJson(workspace, channel, message, { allMetadata: true }) }),
    state: { values: stateValues(surface, person) },
    response_url: `${workspace.origin}/respond/${workspace.responseUrls.issue(origin)}`,
  };
}

/** A press or choice: block_actions, or only a change of the form's state in an input block that does not dispatch. */
export async function click(workspace: Workspace, request: ClickRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const surface = surfaceOf(workspace, person, request.where);
  const found = findElement(surface, request.action_id, request.block_id);
  if (found.element.confirm !== undefined) {
    if (request.confirm === 'dismiss') return { ok: true };
    if (request.confirm !== 'accept') throw new Impossible('confirmation_required');
  }
  const action = actionOf(surface, person, found, request, workspace.timestamps.next());
  const where = 'view' in surface ? surface.view.type : 'message';
  workspace.changes.announce([person.id], where);
  if (found.block.type === 'input' && found.block.dispatch_action !== true) return { ok: true };
  if (!workspace.app.interactivity) throw new Impossible('interactivity_disabled', 'the manifest turns it off');
  const viewId = 'view' in surface && surface.view.type === 'modal' ? surface.view.id : undefined;
  const delivery = workspace.link.deliver('interactive', {
    ...interactionBase(workspace, 'block_actions', person),
    ...surfacePayload(workspace, person, surface),
    trigger_id: workspace.triggers.issue(person.id, viewId),
    actions: [action],
  });
  const outcome = await delivery.outcome;
  toastTimeout(workspace, person, outcome, 'The action');
  return resultOf(delivery, outcome);
}
