import { attachCompletion } from './completion.js';
import { h } from './dom.js';
import { perform } from './session.js';

let composers = 0;

/**
 * The field for messages and slash commands: Enter sends, Shift+Enter begins a new line. A half-written text stays with
 * the place that it was written in.
 * @param {{inThread: boolean}} how
 */
export function createComposer({ inThread }) {
  composers += 1;
  /** @type {Map<string, string>} */
  const unsent = new Map();
  let key = '';
  /** @type {{channel?: string, thread_ts?: string}} */
  let target = {};
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
    send.toggleAttribute('disabled', field.value.trim() === '');
  };
  const submit = async () => {
    const text = field.value.trim();
    if (text === '') return;
    const sentFrom = key;
    field.value = '';
    unsent.delete(sentFrom);
    grow();
    const command = text.startsWith('/') && !inThread;
    const where = command ? { ...(target.channel ? { channel: target.channel } : {}) } : target;
    const result = await perform(command ? 'command' : 'message', { ...where, text });
    // Nothing that was written is lost.
    if (!result.ok && result.error !== 'operation_timeout' && key === sentFrom && field.value === '') {
      field.value = text;
      grow();
    }
  };
  const field = /** @type {HTMLTextAreaElement} */ (
    h('textarea', {
      rows: 1,
      dir: 'auto',
      dataset: { focus: inThread ? 'reply' : 'composer' },
      oninput: () => {
        unsent.set(key, field.value);
        grow();
      },
    })
  );
  const suggestions = attachCompletion(field, `completion-${composers}`);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  const send = h('button.send', { type: 'button', 'aria-label': 'Send', disabled: true, onclick: submit }, '➤');
  const element = h('div.composer', {}, suggestions, h('div.composer-box', {}, field, send));

  /** @param {string} place whose text this is @param {string} label @param {typeof target} to */
  const show = (place, label, to) => {
    target = to;
    field.placeholder = label;
    field.setAttribute('aria-label', label);
    if (place === key) return;
    key = place;
    field.value = unsent.get(place) ?? '';
    grow();
  };
  const forget = () => {
    unsent.clear();
    field.value = '';
    grow();
  };
  return { element, field, show, forget };
}
