/**
 * Where blocks stand (a message, a modal, a Home tab), and what their elements may do there. Values are in the control
 * API's form: a string, an array of strings for several, null for none.
 *
 * @typedef {string | number | string[] | null} Value
 * @typedef {{type: string, [key: string]: any}} Element
 * @typedef {{type: string, block_id?: string, [key: string]: any}} Block
 * @typedef {object} Surface
 * @property {{channel: string, ts: string} | {view_id: string}} place
 * @property {Map<string, import('./api.js').Person>} people
 * @property {Map<string, string>} pictures file id -> address on this origin
 * @property {string} me the reader's user id
 * @property {string} timeZone the reader's
 * @property {Record<string, Record<string, {type: string, [key: string]: any}>>} state of a view; empty for a message
 * @property {(block: Block, element: Element, value?: Value) => Promise<void>} act sends a click or a selection
 * @property {(block: Block, element: Element, value: Value) => void} fill remembers and hands on what is typed
 */

/** What people typed or chose and the local Slack may not know yet. @type {Map<string, Value>} */
const drafts = new Map();

/** @param {Surface['place']} place */
export function placeKey(place) {
  return 'view_id' in place ? place.view_id : `${place.channel}:${place.ts}`;
}

/** @param {Surface['place']} place @param {Block} block @param {Element} element */
const draftKey = (place, block, element) => JSON.stringify([placeKey(place), block.block_id, element.action_id]);

/** @param {Surface} surface @param {Block} block @param {Element} element @param {Value} value */
export function setDraft(surface, block, element, value) {
  drafts.set(draftKey(surface.place, block, element), value);
}

/** Forgets the drafts of views that are closed. @param {string[]} openViews ids */
export function forgetClosedViews(openViews) {
  for (const key of drafts.keys()) {
    const place = String(JSON.parse(key)[0]);
    if (place.startsWith('V') && !openViews.includes(place)) drafts.delete(key);
  }
}

export function forgetDrafts() {
  drafts.clear();
}

/** What an element holds now: typed here, else known to Slack, else its initial value. @param {Surface} surface @param {Block} block @param {Element} element @returns {Value} */
export function currentValue(surface, block, element) {
  const draft = drafts.get(draftKey(surface.place, block, element));
  if (draft !== undefined) return draft;
  const stored = surface.state[block.block_id ?? '']?.[element.action_id];
  return stored === undefined ? initialValue(element) : storedValue(stored);
}

/** @param {{value: string}[] | undefined} options */
const valuesOf = (options) => (options ?? []).map((option) => option.value);

/** @param {{[key: string]: any}} stored @returns {Value} */
function storedValue(stored) {
  if (stored.selected_options !== undefined) return valuesOf(stored.selected_options ?? []);
  return (
    stored.selected_option?.value ??
    stored.selected_users ??
    stored.selected_user ??
    stored.selected_date ??
    stored.selected_time ??
    stored.selected_date_time ??
    stored.value ??
    null
  );
}

/** @param {Element} element @returns {Value} */
function initialValue(element) {
  if (element.initial_options !== undefined) return valuesOf(element.initial_options);
  return (
    element.initial_option?.value ??
    element.initial_users ??
    element.initial_user ??
    element.initial_date ??
    element.initial_time ??
    element.initial_date_time ??
    (element.type === 'button' ? null : (element.initial_value ?? null))
  );
}
