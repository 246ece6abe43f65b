import { plainText } from '../blocks/text.js';
import { h } from '../dom.js';
import { currentValue, setDraft } from '../surface.js';

/** @type {Record<string, string>} */
const types = { email_text_input: 'email', url_text_input: 'url', number_input: 'text' };

/**
 * One line or several; counts the characters where their number is limited, as Slack does near the limit.
 * @param {import('../surface.js').Element} element
 * @param {import('../surface.js').Block} block
 * @param {import('../surface.js').Surface} surface
 * @param {Record<string, unknown>} props
 */
export function drawTextInput(element, block, surface, props) {
  const value = currentValue(surface, block, element);
  const limit = Number(element.max_length ?? 0);
  const counter = h('span.counter', { 'aria-hidden': 'true' });
  const count = () => {
    const left = limit - [...field.value].length;
    counter.textContent = limit > 0 && left <= Math.max(20, limit / 10) ? String(left) : '';
    counter.classList.toggle('over', left < 0);
  };
  const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (
    h(element.multiline ? 'textarea' : 'input', {
      ...props,
      type: element.multiline ? undefined : (types[element.type] ?? 'text'),
      inputmode: element.type === 'number_input' ? 'decimal' : undefined,
      rows: element.multiline ? 5 : undefined,
      placeholder: element.placeholder ? plainText(element.placeholder) : undefined,
      autocomplete: 'off',
      dir: 'auto',
      value: value === null ? '' : String(value),
      oninput: () => {
        const typed = field.value === '' ? null : field.value;
        setDraft(surface, block, element, typed);
        surface.fill(block, element, typed);
        count();
      },
    })
  );
  const sendsOnEnter = element.dispatch_action_config?.trigger_actions_on?.includes('on_enter_pressed') ?? true;
  if (block.dispatch_action && sendsOnEnter && !element.multiline) {
    field.addEventListener('keydown', (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === 'Enter') void surface.act(block, element, field.value);
    });
  }
  count();
  return field.id === '' || limit === 0 ? field : wrapWithCounter(field, counter);
}

/** @param {HTMLElement} field @param {HTMLElement} counter */
function wrapWithCounter(field, counter) {
  return h('div.counted', {}, field, counter);
}
