import { plainText } from '../blocks/text.js';
import { h } from '../dom.js';
import { openMenu } from '../popup-menu.js';
import { currentValue, setDraft } from '../surface.js';

/** A list longer than this gets a search field, as in Slack. */
const searchFrom = 8;

/**
 * Single and multiple selects of given options or of people.
 * @param {import('../surface.js').Element} element
 * @param {import('../surface.js').Block} block
 * @param {import('../surface.js').Surface} surface
 * @param {Record<string, unknown>} props
 */
export function drawSelect(element, block, surface, props) {
  const multiple = element.type.startsWith('multi_');
  const items = itemsOf(element, surface);
  const chosen = () => {
    const value = currentValue(surface, block, element);
    return new Set(Array.isArray(value) ? value : value === null ? [] : [String(value)]);
  };
  const shown = h('span.shown');
  const show = () => {
    const labels = items.filter((item) => chosen().has(item.value)).map((item) => item.label);
    const empty = labels.length === 0;
    shown.classList.toggle('placeholder', empty);
    if (multiple && !empty) shown.replaceChildren(...labels.map((label) => h('span.chip', {}, label)));
    else shown.textContent = labels[0] ?? (element.placeholder ? plainText(element.placeholder) : 'Select an option');
  };
  /** @param {import('../surface.js').Value} value */
  const send = (value) => {
    if (block.type === 'input' && !block.dispatch_action) surface.fill(block, element, value);
    else void surface.act(block, element, value).then(show);
  };
  const open = () => {
    const before = [...chosen()].join('\n');
    openMenu({
      anchor: trigger,
      role: 'listbox',
      label: String(element.placeholder?.text ?? 'Options'),
      items,
      selected: chosen(),
      multiple,
      search: items.length > searchFrom,
      onPick: (value, selected) => {
        setDraft(surface, block, element, multiple ? [...selected] : value);
        show();
        if (!multiple) send(value);
      },
      onClose: () => {
        const now = [...chosen()];
        if (multiple && now.join('\n') !== before) send(now);
      },
    });
  };
  const trigger = h(
    'button.select',
    { ...props, type: 'button', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', onclick: open },
    shown,
    h('span.arrow', { 'aria-hidden': 'true' }),
  );
  trigger.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      open();
    }
  });
  show();
  return trigger;
}

/**
 * @param {import('../surface.js').Element} element
 * @param {import('../surface.js').Surface} surface
 * @returns {import('../popup-menu.js').MenuItem[]}
 */
function itemsOf(element, surface) {
  if (element.type.endsWith('users_select')) {
    return [...surface.people.values()]
      .filter((person) => !person.is_bot && !person.deleted)
      .map((person) => ({ value: person.id, label: person.real_name, description: `@${person.name}` }));
  }
  /** @param {any[]} options @param {string} [group] */
  const toItems = (options, group) =>
    options.map((option) => ({
      value: option.value,
      label: plainText(option.text),
      description: option.description && plainText(option.description),
      group,
    }));
  if (element.option_groups !== undefined) {
    return element.option_groups.flatMap((/** @type {any} */ group) => toItems(group.options, plainText(group.label)));
  }
  return toItems(element.options ?? []);
}
