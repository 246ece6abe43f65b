import { h } from '../dom.js';
import { drawElement } from '../elements/draw-element.js';
import { plainText } from './text.js';

/**
 * A labelled field, with its hint and what is wrong with it.
 * @param {import('../surface.js').Block} block
 * @param {import('../surface.js').Surface} surface
 * @param {string} [error]
 */
export function drawInput(block, surface, error) {
  const id = `field-${block.block_id}`;
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const field = drawElement(block.element, block, surface, {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': error === undefined ? undefined : 'true',
    'aria-required': block.optional ? undefined : 'true',
  });
  const group = block.element.type === 'radio_buttons' || block.element.type === 'checkboxes';
  if (group) field.setAttribute('aria-labelledby', `${id}-label`);
  return h(
    error === undefined ? 'div.input' : 'div.input.wrong',
    {},
    h(
      group ? 'span.label' : 'label.label',
      { id: `${id}-label`, for: group ? undefined : id },
      plainText(block.label),
      block.optional && h('span.optional', {}, ' (optional)'),
    ),
    field,
    error !== undefined && h('p.field-error', { id: `${id}-error`, role: 'alert' }, error),
    block.hint && h('p.hint', { id: `${id}-hint` }, plainText(block.hint)),
  );
}
