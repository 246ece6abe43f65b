import { h } from './dom.js';

/**
 * @typedef {{value: string, label: string, description?: string, group?: string, disabled?: boolean}} MenuItem
 * @typedef {object} MenuOptions
 * @property {HTMLElement} anchor gets the focus back, and `aria-expanded`
 * @property {'menu' | 'listbox'} role
 * @property {string} label
 * @property {MenuItem[]} items
 * @property {Set<string>} [selected]
 * @property {boolean} [multiple] stays open while several are chosen
 * @property {boolean} [search]
 * @property {string} [className]
 * @property {(value: string, selected: Set<string>) => void} onPick
 * @property {() => void} [onClose]
 */

/** @type {(() => void) | undefined} */
let closeOpenMenu;
let menus = 0;

/** How well a name fits: its beginning before a word's beginning before its middle. @param {string} name @param {string} wanted */
function nameRank(name, wanted) {
  const at = name.toLocaleLowerCase().indexOf(wanted);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return name[at - 1] === ' ' ? 2 : 1;
}

/**
 * Opens a menu or list at its anchor, for mouse and keyboard: arrows, Home, End, Enter or Space, the first letters of
 * an item, Escape; a press elsewhere closes it. The focus is on the list (or its search field) meanwhile.
 * @param {MenuOptions} options
 */
export function openMenu(options) {
  const { anchor, role, items, multiple = false, search = false } = options;
  const again = anchor.getAttribute('aria-expanded') === 'true';
  closeOpenMenu?.();
  if (again) return;
  menus += 1;
  const id = `menu-${menus}`;
  const selected = new Set(options.selected);
  const list = h('div.items', {
    id: `${id}-list`,
    role,
    'aria-label': options.label,
    'aria-multiselectable': role === 'listbox' && multiple ? 'true' : undefined,
    tabIndex: -1,
  });
  const field = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'text',
      role: 'combobox',
      placeholder: 'Search',
      'aria-label': `Search: ${options.label}`,
      'aria-controls': `${id}-list`,
      'aria-expanded': 'true',
      autocomplete: 'off',
      oninput: () => {
        active = bestMatch();
        draw();
      },
    })
  );
  const popup = h(
    `div.popup${options.className ? `.${options.className}` : ''}`,
    {},
    search && h('div.popup-search', {}, field),
    list,
  );
  const keyboard = search ? field : list;
  /** @type {MenuItem[]} */
  let shown = [];
  let active = 0;
  let typed = '';
  let typedAt = 0;

  /** @param {boolean} [giveFocusBack] */
  const close = (giveFocusBack = true) => {
    if (closeOpenMenu === undefined) return;
    closeOpenMenu = undefined;
    document.removeEventListener('pointerdown', outside, true);
    window.removeEventListener('resize', place);
    document.removeEventListener('scroll', place, true);
    popup.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (giveFocusBack) anchor.focus({ preventScroll: true });
    options.onClose?.();
  };
  /** @param {MenuItem | undefined} item */
  const pick = (item) => {
    if (item === undefined || item.disabled) return;
    if (multiple) {
      if (!selected.delete(item.value)) selected.add(item.value);
      options.onPick(item.value, selected);
      draw();
      place();
    } else {
      close();
      options.onPick(item.value, new Set([item.value]));
    }
  };
  const wanted = () => field.value.trim().toLocaleLowerCase();
  const matching = () =>
    items.filter((item) => `${item.label} ${item.description ?? ''}`.toLocaleLowerCase().includes(wanted()));
  /** The item whose name fits what is typed best; one that fits by its description only comes after all of these. */
  const bestMatch = () => {
    /** @type {number[]} */
    const ranks = matching().map(({ label, disabled }) => (disabled ? 0 : nameRank(label, wanted())));
    return Math.max(0, ranks.indexOf(Math.max(...ranks)));
  };
  const draw = () => {
    shown = matching();
    active = Math.min(Math.max(0, active), Math.max(0, shown.length - 1));
    /** @type {HTMLElement[]} */
    const drawn = [];
    let group = '';
    for (const [index, item] of shown.entries()) {
      if ((item.group ?? '') !== group) {
        group = item.group ?? '';
        drawn.push(h('div.group', { role: 'presentation' }, group));
      }
      drawn.push(drawItem(item, index));
    }
    if (shown.length === 0) drawn.push(h('div.nothing', {}, 'No matches'));
    list.replaceChildren(...drawn);
    mark();
  };
  /** @param {MenuItem} item @param {number} index */
  const drawItem = (item, index) => {
    const chosen = selected.has(item.value);
    return h(
      'div.item',
      {
        id: `${id}-${index}`,
        role: role === 'menu' ? 'menuitem' : 'option',
        'aria-selected': role === 'listbox' ? String(chosen) : undefined,
        'aria-disabled': item.disabled ? 'true' : undefined,
        dataset: { value: item.value },
        onclick: () => pick(item),
        onpointermove: () => {
          if (active === index) return;
          active = index;
          mark();
        },
      },
      role === 'listbox' && h('span.tick', { 'aria-hidden': 'true' }, chosen ? '✓' : ''),
      h('span', {}, item.label, item.description && h('span.description', {}, item.description)),
    );
  };
  const mark = () => {
    for (const element of list.querySelectorAll('.item')) {
      element.classList.toggle('active', element.id === `${id}-${active}`);
    }
    const current = list.querySelector('.item.active');
    if (current) keyboard.setAttribute('aria-activedescendant', current.id);
    current?.scrollIntoView({ block: 'nearest' });
  };
  const place = () => {
    const box = anchor.getBoundingClientRect();
    const width = Math.min(Math.max(box.width, 240), window.innerWidth - 16);
    popup.style.width = `${width}px`;
    const below = window.innerHeight - box.bottom - 12;
    const above = box.top - 12;
    const up = below < Math.min(popup.scrollHeight, 220) && above > below;
    popup.style.maxHeight = `${Math.min(360, Math.max(120, up ? above : below))}px`;
    popup.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
    popup.style.top = up ? '' : `${box.bottom + 4}px`;
    popup.style.bottom = up ? `${window.innerHeight - box.top + 4}px` : '';
  };
  /** @param {Event} event */
  const outside = (event) => {
    if (!(event.target instanceof Node) || popup.contains(event.target) || anchor.contains(event.target)) return;
    close(false);
  };
  /** @param {string} letter */
  const jump = (letter) => {
    typed = Date.now() - typedAt > 700 ? letter : typed + letter;
    typedAt = Date.now();
    const found = shown.findIndex((item) => item.label.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()));
    if (found >= 0) active = found;
    mark();
  };
  popup.addEventListener('keydown', (event) => {
    const moves = /** @type {Record<string, number>} */ ({
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: search ? active : 0,
      End: search ? active : shown.length - 1,
    });
    const moved = moves[event.key];
    if (moved !== undefined) {
      if (search && (event.key === 'Home' || event.key === 'End')) return;
      event.preventDefault();
      active = (moved + shown.length) % Math.max(1, shown.length);
      mark();
    } else if (event.key === 'Enter' || (event.key === ' ' && !search)) {
      event.preventDefault();
      pick(shown[active]);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      close();
    } else if (!search && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      jump(event.key);
    }
  });

  const first = items.findIndex((item) => selected.has(item.value));
  active = Math.max(0, first);
  closeOpenMenu = close;
  anchor.setAttribute('aria-expanded', 'true');
  // Inside an open dialog everything outside it is inert, so the menu must be its child.
  (anchor.closest('dialog') ?? document.body).append(popup);
  draw();
  place();
  keyboard.focus({ preventScroll: true });
  document.addEventListener('pointerdown', outside, true);
  window.addEventListener('resize', place);
  document.addEventListener('scroll', place, true);
}
