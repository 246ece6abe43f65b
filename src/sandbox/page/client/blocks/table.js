import { h } from '../dom.js';
import { drawRichText } from './rich-text.js';

/** @typedef {import('../surface.js').Surface} Surface */
/** @typedef {{type: string, [key: string]: any}} Cell */

/** @param {Cell} cell @param {Surface} surface */
function drawCell(cell, surface) {
  if (cell.type === 'rich_text') return drawRichText(/** @type {any} */ (cell), surface);
  if (cell.type === 'raw_number') return String(cell.text ?? cell.value ?? '');
  return String(cell.text ?? '');
}

/**
 * The `table` block: the first row is its heading.
 * @param {import('../surface.js').Block} block
 * @param {Surface} surface
 */
export function drawTable(block, surface) {
  const settings = block.column_settings ?? [];
  /** @param {'th' | 'td'} tag */
  const cells = (tag) => (/** @type {Cell} */ cell, /** @type {number} */ index) =>
    h(
      tag,
      {
        class: `${settings[index]?.align ?? 'left'}${settings[index]?.is_wrapped ? ' wrapped' : ''}`,
        scope: tag === 'th' ? 'col' : undefined,
      },
      drawCell(cell, surface),
    );
  const [head = [], ...rows] = block.rows;
  return h(
    'div.table',
    { tabIndex: 0, role: 'region', 'aria-label': 'Table' },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, head.map(cells('th')))),
      h(
        'tbody',
        {},
        rows.map((/** @type {Cell[]} */ row) => h('tr', {}, row.map(cells('td')))),
      ),
    ),
  );
}

/**
 * The `data_table` block: a caption, pages, and columns that sort.
 * @param {import('../surface.js').Block} block
 * @param {Surface} surface
 */
export function drawDataTable(block, surface) {
  const [head = [], ...rows] = /** @type {Cell[][]} */ (block.rows);
  const pageSize = Number(block.page_size ?? 5);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const rowHead = Number(block.row_header_column_index ?? -1);
  const body = h('tbody');
  const place = h('span', { 'aria-live': 'polite' });
  let page = 0;
  /** @type {{column: number, down: boolean} | null} */
  let order = null;

  const draw = () => {
    const sorted = order === null ? rows : rows.toSorted(by(order.column, order.down));
    body.replaceChildren(
      ...sorted.slice(page * pageSize, (page + 1) * pageSize).map((row) =>
        h(
          'tr',
          {},
          row.map((cell, column) =>
            h(
              column === rowHead ? 'th' : 'td',
              { scope: column === rowHead ? 'row' : undefined, class: cell.type === 'raw_number' ? 'right' : 'left' },
              drawCell(cell, surface),
            ),
          ),
        ),
      ),
    );
    place.textContent = `${page * pageSize + 1}–${Math.min(rows.length, (page + 1) * pageSize)} of ${rows.length}`;
    back.toggleAttribute('disabled', page === 0);
    on.toggleAttribute('disabled', page === pages - 1);
    for (const [column, cell] of headings.entries()) {
      cell.setAttribute('aria-sort', order?.column !== column ? 'none' : order.down ? 'descending' : 'ascending');
    }
  };
  /** @param {number} step */
  const turn = (step) => () => {
    page += step;
    draw();
  };
  /** @param {number} column */
  const sort = (column) => () => {
    order = { column, down: order?.column === column ? !order.down : false };
    page = 0;
    draw();
  };
  const headings = head.map((cell, column) =>
    h('th', { scope: 'col' }, h('button.sort', { type: 'button', onclick: sort(column) }, drawCell(cell, surface))),
  );
  const back = h('button.small', { type: 'button', 'aria-label': 'Previous rows', onclick: turn(-1) }, '‹');
  const on = h('button.small', { type: 'button', 'aria-label': 'More rows', onclick: turn(1) }, '›');
  draw();
  return h(
    'figure.data-table',
    {},
    h('figcaption', {}, block.caption ?? ''),
    h(
      'div.table',
      { tabIndex: 0, role: 'region', 'aria-label': block.caption ?? 'Table' },
      h('table', {}, h('thead', {}, h('tr', {}, headings)), body),
    ),
    pages > 1 && h('div.pages', {}, back, place, on),
  );
}

/** @param {number} column @param {boolean} down */
function by(column, down) {
  /** @param {Cell | undefined} cell */
  const key = (cell) => cell?.value ?? cell?.text ?? JSON.stringify(cell ?? '');
  return (/** @type {Cell[]} */ a, /** @type {Cell[]} */ b) => {
    const compared = String(key(a[column])).localeCompare(String(key(b[column])), 'en', { numeric: true });
    return down ? -compared : compared;
  };
}
