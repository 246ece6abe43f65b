import { h } from '../dom.js';
import { currentValue, setDraft } from '../surface.js';

/** The browser's own pickers: they know the keyboard and the phone. @type {Record<string, string>} */
const types = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };

/**
 * @param {import('../surface.js').Element} element
 * @param {import('../surface.js').Block} block
 * @param {import('../surface.js').Surface} surface
 * @param {Record<string, unknown>} props
 */
export function drawPicker(element, block, surface, props) {
  const moment = element.type === 'datetimepicker';
  const value = currentValue(surface, block, element);
  const field = /** @type {HTMLInputElement} */ (
    h('input.picker', {
      'aria-label': props.id === undefined ? (element.placeholder?.text ?? 'Date') : undefined,
      ...props,
      type: types[element.type],
      value: value === null ? '' : moment ? toLocal(Number(value)) : String(value),
      onchange: () => {
        /** @type {import('../surface.js').Value} */
        let chosen = field.value === '' ? null : field.value;
        if (moment && chosen !== null) chosen = Math.floor(new Date(field.value).getTime() / 1000);
        setDraft(surface, block, element, chosen);
        if (block.type === 'input' && !block.dispatch_action) surface.fill(block, element, chosen);
        else void surface.act(block, element, chosen);
      },
    })
  );
  return field;
}

/** Epoch seconds as the browser's field wants them, in the browser's zone. @param {number} seconds */
function toLocal(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
