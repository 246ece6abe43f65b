/**
 * Builds an element. Text always goes in as text: there is no way here to make markup out of data.
 *
 * @typedef {Node | string | null | undefined | false | Child[]} Child
 * @param {string} tag a tag name, with `.class` names behind it
 * @param {Record<string, unknown>} [props] `on…` are listeners, `dataset` data attributes, true and false presence;
 *   `value`, `checked` and the like are set as properties
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name = 'div', ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(props)) setProp(element, key, value);
  append(element, children);
  return element;
}

const properties = new Set([
  'value',
  'checked',
  'disabled',
  'tabIndex',
  'textContent',
  'selected',
  'indeterminate',
  'hidden',
]);

/** @param {HTMLElement} element @param {string} key @param {unknown} value */
function setProp(element, key, value) {
  if (value === undefined || value === null) return;
  if (key.startsWith('on') && typeof value === 'function') {
    element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
  } else if (key === 'dataset') {
    Object.assign(element.dataset, value);
  } else if (properties.has(key)) {
    Reflect.set(element, key, value);
  } else if (typeof value === 'boolean' && !key.startsWith('aria-')) {
    element.toggleAttribute(key, value);
  } else {
    element.setAttribute(key, String(value));
  }
}

/** @param {Node} parent @param {Child[]} children */
function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (typeof child === 'string') parent.appendChild(document.createTextNode(child));
  }
}

/** @type {WeakMap<Element, string>} */
const drawnFrom = new WeakMap();

/**
 * Makes `parent` show `items` in their order, drawing anew only those whose data changed, so that everything else keeps
 * its place on the screen, its focus and its half-typed text. Focus inside a redrawn one goes to the element with the
 * same `data-focus`.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {{key: (item: T) => string, data?: (item: T) => unknown, draw: (item: T) => HTMLElement}} how
 */
export function keep(parent, items, { key, data = (item) => item, draw }) {
  /** @type {Map<string, HTMLElement>} */
  const present = new Map();
  for (const child of parent.children) {
    if (child instanceof HTMLElement && child.dataset.key !== undefined) present.set(child.dataset.key, child);
  }
  /** @type {HTMLElement | undefined} */
  let previous;
  for (const item of items) {
    const name = key(item);
    const signature = JSON.stringify(data(item));
    let element = present.get(name);
    present.delete(name);
    if (element === undefined || drawnFrom.get(element) !== signature) {
      const drawn = draw(item);
      drawn.dataset.key = name;
      drawnFrom.set(drawn, signature);
      if (element !== undefined) replaceKeepingFocus(element, drawn);
      element = drawn;
    }
    const wanted = previous === undefined ? parent.firstElementChild : previous.nextElementSibling;
    if (wanted !== element) parent.insertBefore(element, wanted);
    previous = element;
  }
  for (const stale of present.values()) stale.remove();
}

/** @param {HTMLElement} old @param {HTMLElement} drawn */
function replaceKeepingFocus(old, drawn) {
  const active = document.activeElement;
  const held = active instanceof HTMLElement && old.contains(active) ? active : undefined;
  const focusName = held?.dataset.focus;
  const selection =
    held instanceof HTMLTextAreaElement || held instanceof HTMLInputElement ? textSelection(held) : undefined;
  old.replaceWith(drawn);
  if (held === undefined) return;
  const next = focusName === undefined ? null : drawn.querySelector(`[data-focus="${CSS.escape(focusName)}"]`);
  if (next instanceof HTMLElement) {
    next.focus({ preventScroll: true });
    if (selection && (next instanceof HTMLTextAreaElement || next instanceof HTMLInputElement)) {
      next.setSelectionRange(...selection);
    }
  } else {
    // What had the focus is gone (a decided item has no buttons): stay at its place rather than at the page's top.
    drawn.tabIndex = -1;
    drawn.focus({ preventScroll: true });
  }
}

/** @param {HTMLTextAreaElement | HTMLInputElement} field @returns {[number, number] | undefined} */
function textSelection(field) {
  return field.selectionStart === null || field.selectionEnd === null
    ? undefined
    : [field.selectionStart, field.selectionEnd];
}
