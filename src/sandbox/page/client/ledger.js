import { get } from './api.js';
import { ledgerMoment } from './dates.js';
import { h } from './dom.js';

/** Everything that went between the app and the local Slack, newest first, for reading. */
const kinds = ['api_call', 'envelope', 'ack', 'response_url', 'person', 'fault', 'socket', 'reset'];
const pageOfEntries = 300;

const [{ orgTz }, { people }] = await Promise.all([get('/sandbox/state'), get('/control/people')]);
/** @type {Map<string, string>} */
const names = new Map(people.map((/** @type {{id: string, real_name: string}} */ one) => [one.id, one.real_name]));
/** A person's name for their id; what is no person's id stays. @param {unknown} id */
const nameOf = (id) => names.get(String(id)) ?? String(id ?? '');

/** @type {any[]} */
let entries = [];
const kind = /** @type {HTMLSelectElement} */ (
  h(
    'select',
    { 'aria-label': 'Kind', onchange: () => draw() },
    h('option', { value: '' }, 'All kinds'),
    kinds.map((one) => h('option', { value: one }, one)),
  )
);
const search = /** @type {HTMLInputElement} */ (
  h('input', { type: 'search', placeholder: 'Search in everything', 'aria-label': 'Search', oninput: () => draw() })
);
const count = h('span.count', { role: 'status' });
const body = h('tbody');
document.querySelector('#app')?.replaceWith(
  h(
    'main.ledger-page',
    { id: 'app' },
    h('header', {}, h('h1', {}, 'Ledger'), kind, search, count, h('a', { href: '/' }, 'Back to Slack')),
    h('p.hint', {}, 'Every call of the app, every event to it and every action of a person, newest first.'),
    h(
      'div.table',
      { tabIndex: 0, role: 'region', 'aria-label': 'Ledger' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['#', `Time in ${orgTz.split('/').at(-1)?.replaceAll('_', ' ')}`, 'Kind', 'What', 'Outcome'].map((name) =>
              h('th', { scope: 'col' }, name),
            ),
          ),
        ),
        body,
      ),
    ),
  ),
);

/** @param {any} entry @returns {[string, string]} what happened, and how it went */
function describe(entry) {
  switch (entry.kind) {
    case 'api_call':
      return [
        entry.method,
        `${entry.lost ? 'answer lost · ' : ''}${entry.answer.ok ? 'ok' : (entry.answer.error ?? entry.status)}`,
      ];
    case 'envelope':
      return [
        `${entry.type} ${entry.payload?.event?.type ?? entry.payload?.type ?? entry.payload?.command ?? ''}`,
        entry.attempt > 0 ? `attempt ${entry.attempt + 1}` : entry.via,
      ];
    case 'ack':
      return [entry.envelope_id, `${Math.round(entry.after_ms)} ms${entry.late ? ', late' : ''}`];
    case 'response_url':
      return [`for ${nameOf(entry.user)}`, entry.error ?? String(entry.status)];
    case 'person':
      return [
        `${nameOf(entry.request?.user)} ${entry.action}`.trim(),
        entry.result?.ok === false ? String(entry.result.error) : 'ok',
      ];
    case 'fault':
      return [String(entry.fault?.kind ?? ''), entry.used_on];
    case 'socket':
      return [entry.what, ''];
    default:
      return ['Back to the first start', ''];
  }
}

/** The Web API takes structures as JSON in a text; a reader wants the structure. @param {string} _ @param {unknown} value */
function unpacked(_, value) {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** @type {Set<number>} */
const open = new Set();

function draw() {
  const wanted = search.value.trim().toLocaleLowerCase();
  const found = entries.filter(
    (entry) =>
      (kind.value === '' || entry.kind === kind.value) &&
      (wanted === '' || `${describe(entry)[0]} ${JSON.stringify(entry)}`.toLocaleLowerCase().includes(wanted)),
  );
  count.textContent = `${found.length} of ${entries.length}${found.length > pageOfEntries ? `, the last ${pageOfEntries} shown` : ''}`;
  body.replaceChildren(...found.slice(-pageOfEntries).reverse().map(drawEntry));
}

/** @param {any} entry */
function drawEntry(entry) {
  const [what, outcome] = describe(entry);
  const details = h(
    'details',
    { open: open.has(entry.n) },
    h('summary', {}, what),
    h('pre', {}, JSON.stringify(entry, unpacked, 2)),
  );
  details.addEventListener('toggle', () => {
    if (details.hasAttribute('open')) open.add(entry.n);
    else open.delete(entry.n);
  });
  return h(
    `tr.entry-${entry.kind}`,
    {},
    h('td.right', {}, String(entry.n)),
    h('td', {}, ledgerMoment(new Date(entry.business_time), orgTz)),
    h('td', {}, h('span.kind', {}, entry.kind)),
    h('td', {}, details),
    h('td', {}, outcome),
  );
}

let last = 0;
let busy = false;
async function load() {
  if (busy) return;
  busy = true;
  try {
    const answer = await get('/control/ledger', { after: last });
    if (answer.last < last) entries = [];
    entries = [...entries, ...answer.entries];
    last = answer.last;
    if (answer.entries.length > 0 || entries.length === 0) draw();
  } catch (error) {
    count.textContent = error instanceof Error ? error.message : String(error);
  } finally {
    busy = false;
  }
}
await load();
setInterval(() => void load(), 2000);
