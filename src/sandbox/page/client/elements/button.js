import { plainText } from '../blocks/text.js';
import { h } from '../dom.js';
import { safeUrl } from '../mrkdwn.js';

/**
 * @param {import('../surface.js').Element} element
 * @param {import('../surface.js').Block} block
 * @param {import('../surface.js').Surface} surface
 * @param {Record<string, unknown>} props
 */
export function drawButton(element, block, surface, props) {
  const style = element.style === 'primary' || element.style === 'danger' ? `.${element.style}` : '';
  const button = h(
    `button.button${style}`,
    {
      ...props,
      type: 'button',
      'aria-label': element.accessibility_label,
      onclick: async () => {
        if (button.getAttribute('aria-busy') === 'true') return;
        button.setAttribute('aria-busy', 'true');
        const url = element.url && safeUrl(element.url);
        if (url) window.open(url, '_blank', 'noopener');
        await surface.act(block, element);
        button.removeAttribute('aria-busy');
      },
    },
    plainText(element.text),
  );
  return button;
}
