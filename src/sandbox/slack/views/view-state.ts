import { elementsOf } from '../blocks/payload.ts';
import { isObject, type JsonObject } from '../blocks/rules.ts';
import type { StateValues } from '../state/channels.ts';
import { fieldError, initialState } from './element-state.ts';

/** Every interactive element with its block. */
export function elementsWithBlocks(blocks: readonly JsonObject[]): { block: JsonObject; element: JsonObject }[] {
  return blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
}

/** The state of these blocks: what was entered stays where block id, action id and type are the same as before. */
export function stateOf(blocks: readonly JsonObject[], before: StateValues = {}): StateValues {
  const state: StateValues = {};
  for (const { block, element } of elementsWithBlocks(blocks)) {
    const initial = initialState(element);
    if (!initial) continue;
    const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
    const earlier = before[blockId]?.[actionId];
    state[blockId] = { ...state[blockId], [actionId]: earlier?.type === initial.type ? earlier : initial };
  }
  return state;
}

/** Slack's own errors under the input blocks of a form, by block id; empty when it may be sent. */
export function formErrors(blocks: readonly JsonObject[], state: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    const { element } = block;
    if (block.type !== 'input' || !isObject(element)) continue;
    const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
    const error = fieldError(element, state[blockId]?.[actionId], block.optional === true);
    if (error) errors[blockId] = error;
  }
  return errors;
}
