import { h } from '../dom.js';
import { parseMarkdown } from '../markdown.js';
import { drawNodes } from './text.js';

/** @param {string} source @param {import('./text.js').Reader} reader */
export function drawMarkdown(source, reader) {
  return h(
    'div.markdown',
    {},
    parseMarkdown(source).map((block) => drawPart(block, reader)),
  );
}

/** @param {import('../markdown.js').MarkdownBlock} block @param {import('./text.js').Reader} reader @returns {HTMLElement} */
function drawPart(block, reader) {
  switch (block.type) {
    case 'heading':
      return h(`h${Math.min(6, block.level + 2)}`, {}, drawNodes(block.children, reader));
    case 'list':
      return h(
        block.ordered ? 'ol' : 'ul',
        {},
        block.items.map((item) => h('li', { class: `indent-${item.indent}` }, drawNodes(item.children, reader))),
      );
    case 'quote':
      return h('blockquote', {}, drawNodes(block.children, reader));
    case 'pre':
      return h('pre', {}, block.text);
    case 'rule':
      return h('hr');
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return h(
        'div.table',
        { tabIndex: 0, role: 'region', 'aria-label': 'Table' },
        h(
          'table',
          {},
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              head.map((cell) => h('th', { scope: 'col' }, drawNodes(cell, reader))),
            ),
          ),
          h(
            'tbody',
            {},
            rows.map((row) =>
              h(
                'tr',
                {},
                row.map((cell) => h('td', {}, drawNodes(cell, reader))),
              ),
            ),
          ),
        ),
      );
    }
    default:
      return h('p', {}, drawNodes(block.children, reader));
  }
}
