import { h } from '../dom.js';
import { drawElement } from '../elements/draw-element.js';
import { drawImage, drawImageBlock } from './image.js';
import { drawInput } from './input.js';
import { drawMarkdown } from './markdown.js';
import { drawRichText } from './rich-text.js';
import { drawDataTable, drawTable } from './table.js';
import { drawText, plainText } from './text.js';
import { drawUnknown } from './unknown.js';

/** @typedef {import('../surface.js').Surface} Surface */
/** @typedef {import('../surface.js').Block} Block */

/** @type {Record<string, (block: Block, surface: Surface, error?: string) => HTMLElement>} */
const drawers = {
  section: drawSection,
  header: (block) => h('h3.header', {}, plainText(block.text)),
  divider: () => h('hr'),
  context: (block, surface) =>
    h(
      'div.context',
      {},
      block.elements.map((/** @type {any} */ part) =>
        part.type === 'image' ? drawImage(part, surface) : h('span', {}, drawText(part, surface)),
      ),
    ),
  actions: (block, surface) =>
    h(
      'div.actions',
      {},
      block.elements.map((/** @type {any} */ element) => drawElement(element, block, surface)),
    ),
  image: drawImageBlock,
  rich_text: (block, surface) => drawRichText(/** @type {any} */ (block), surface),
  table: drawTable,
  data_table: drawDataTable,
  markdown: (block, surface) => drawMarkdown(block.text, surface),
  input: drawInput,
  alert: (block, surface) =>
    h('div.alert', { role: 'note', class: `level-${block.level ?? 'default'}` }, drawText(block.text, surface)),
};

/**
 * @param {Block} block
 * @param {Surface} surface
 * @param {string} [error] what is wrong with the field
 * @returns {HTMLElement}
 */
export function drawBlock(block, surface, error) {
  const drawer = Object.hasOwn(drawers, block.type) ? drawers[block.type] : undefined;
  if (drawer === undefined) return drawUnknown('block type', block.type);
  const element = drawer(block, surface, error);
  element.classList.add('block');
  return element;
}

/** @param {Block} block @param {Surface} surface */
function drawSection(block, surface) {
  const { text, fields, accessory } = block;
  return h(
    accessory?.type === 'image' ? 'div.section.with-picture' : 'div.section',
    {},
    h(
      'div.section-text',
      {},
      text && h('div', {}, drawText(text, surface)),
      fields &&
        h(
          'div.fields',
          {},
          fields.map((/** @type {any} */ field) => h('div', {}, drawText(field, surface))),
        ),
    ),
    accessory && h('div.accessory', {}, drawElement(accessory, block, surface)),
  );
}
