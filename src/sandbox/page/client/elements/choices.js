import { drawText } from '../blocks/text.js';
import { h } from '../dom.js';
import { currentValue, setDraft } from '../surface.js';

/** @typedef {import('../surface.js').Surface} Surface */
/** @typedef {import('../surface.js').Block} Block */
/** @typedef {import('../surface.js').Element} Element */

let groups = 0;

/** @param {Element} element @param {Block} block @param {Surface} surface @param {Record<string, unknown>} props */
export function drawRadioButtons(element, block, surface, props) {
  const chosen = currentValue(surface, block, element);
  return drawGroup(
    'radio',
    element,
    surface,
    props,
    (value) => value === chosen,
    (value) => {
      send(element, block, surface, value);
    },
  );
}

/** @param {Element} element @param {Block} block @param {Surface} surface @param {Record<string, unknown>} props */
export function drawCheckboxes(element, block, surface, props) {
  const chosen = () => new Set(/** @type {string[]} */ (currentValue(surface, block, element) ?? []));
  return drawGroup(
    'checkbox',
    element,
    surface,
    props,
    (value) => chosen().has(value),
    (value, checked) => {
      const now = chosen();
      if (checked) now.add(value);
      else now.delete(value);
      send(element, block, surface, [...now]);
    },
  );
}

/** @param {Element} element @param {Block} block @param {Surface} surface @param {import('../surface.js').Value} value */
function send(element, block, surface, value) {
  setDraft(surface, block, element, value);
  if (block.type === 'input' && !block.dispatch_action) surface.fill(block, element, value);
  else void surface.act(block, element, value);
}

/**
 * @param {'radio' | 'checkbox'} type
 * @param {Element} element
 * @param {Surface} surface
 * @param {Record<string, unknown>} props
 * @param {(value: string) => boolean} isChosen
 * @param {(value: string, checked: boolean) => void} onChange
 */
function drawGroup(type, element, surface, props, isChosen, onChange) {
  groups += 1;
  const name = `choice-${groups}`;
  const { dataset, ...rest } = props;
  const focusName = /** @type {{focus: string}} */ (dataset).focus;
  return h(
    'div.choices',
    { ...rest, role: type === 'radio' ? 'radiogroup' : 'group' },
    element.options.map((/** @type {any} */ option) =>
      h(
        'label.choice',
        {},
        h('input', {
          type,
          name,
          value: option.value,
          checked: isChosen(option.value),
          dataset: { focus: `${focusName}/${option.value}` },
          onchange: (/** @type {Event} */ event) => {
            onChange(option.value, /** @type {HTMLInputElement} */ (event.target).checked);
          },
        }),
        h(
          'span',
          {},
          drawText(option.text, surface),
          option.description && h('span.description', {}, drawText(option.description, surface)),
        ),
      ),
    ),
  );
}
