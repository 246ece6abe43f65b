import { h } from './dom.js';

const shownMs = 9000;
const box = h('div.toasts', { role: 'status', 'aria-live': 'polite' });

/** Where toasts appear: above everything, an open dialog too. */
function place() {
  const dialogs = document.querySelectorAll('dialog[open]');
  const parent = dialogs[dialogs.length - 1] ?? document.body;
  if (box.parentElement !== parent) parent.append(box);
}

/** @param {string} text @param {'error' | 'note'} [kind] */
export function toast(text, kind = 'error') {
  place();
  const element = h(
    `div.toast.${kind}`,
    {},
    h('span', {}, text),
    h('button', { type: 'button', 'aria-label': 'Dismiss', onclick: () => element.remove() }, '×'),
  );
  box.append(element);
  setTimeout(() => element.remove(), shownMs);
}

/** The entries of `next` that are not in `previous`, both lists of which only the last ten are kept. @template T @param {T[]} previous @param {T[]} next */
export function newEntries(previous, next) {
  const told = previous.map((entry) => JSON.stringify(entry));
  const now = next.map((entry) => JSON.stringify(entry));
  for (let gone = 0; gone <= told.length; gone += 1) {
    const rest = told.slice(gone);
    if (rest.every((entry, index) => entry === now[index])) return next.slice(rest.length);
  }
  return next;
}

/** @type {Record<string, string>} */
const words = {
  operation_timeout: 'The app did not respond in time (operation_timeout). Try again.',
  not_reached: 'The sandbox cannot be reached. If you ended it, start it again.',
  dispatch_failed: 'The app could not be reached (dispatch_failed).',
  message_not_found: 'That message is not there any more.',
  view_not_found: 'That window is not open any more.',
};

/** @param {import('./api.js').ActionResult} result */
export function refusalText(result) {
  const error = result.error ?? 'unknown_error';
  return words[error] ?? `Slack says no: ${error}${result.detail ? ` (${result.detail})` : ''}`;
}
