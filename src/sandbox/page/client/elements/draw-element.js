import { drawImage } from '../blocks/image.js';
import { drawUnknown } from '../blocks/unknown.js';
import { drawButton } from './button.js';
import { drawCheckboxes, drawRadioButtons } from './choices.js';
import { drawOverflow } from './overflow.js';
import { drawPicker } from './picker.js';
import { drawSelect } from './select.js';
import { drawTextInput } from './text-input.js';

/** @typedef {import('../surface.js').Surface} Surface */
/** @typedef {import('../surface.js').Block} Block */
/** @typedef {import('../surface.js').Element} Element */
/** @typedef {Record<string, unknown>} Props */

/** @type {Record<string, (element: Element, block: Block, surface: Surface, props: Props) => HTMLElement>} */
const drawers = {
  button: drawButton,
  overflow: drawOverflow,
  image: (element, _, surface) => drawImage(element, surface),
  static_select: drawSelect,
  multi_static_select: drawSelect,
  users_select: drawSelect,
  multi_users_select: drawSelect,
  radio_buttons: drawRadioButtons,
  checkboxes: drawCheckboxes,
  plain_text_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  number_input: drawTextInput,
  datepicker: drawPicker,
  timepicker: drawPicker,
  datetimepicker: drawPicker,
};

/**
 * An interactive element, or an image beside a section.
 * @param {Element} element
 * @param {Block} block
 * @param {Surface} surface
 * @param {Props} [props] the label's and error's names for a field
 */
export function drawElement(element, block, surface, props = {}) {
  const drawer = Object.hasOwn(drawers, element.type) ? drawers[element.type] : undefined;
  if (drawer === undefined) return drawUnknown('element', element.type);
  return drawer(element, block, surface, { ...props, dataset: { focus: `${block.block_id}/${element.action_id}` } });
}
