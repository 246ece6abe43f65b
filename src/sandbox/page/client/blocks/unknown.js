import { h } from '../dom.js';

/** A box that cannot be overlooked: whoever sends something new must see that nobody saw it. @param {string} what @param {string} type */
export function drawUnknown(what, type) {
  return h('div.unknown', { role: 'note' }, `The sandbox cannot draw the ${what} “${type}”.`);
}
