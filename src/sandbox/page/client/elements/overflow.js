import { plainText } from '../blocks/text.js';
import { h } from '../dom.js';
import { safeUrl } from '../mrkdwn.js';
import { openMenu } from '../popup-menu.js';

/**
 * @param {import('../surface.js').Element} element
 * @param {import('../surface.js').Block} block
 * @param {import('../surface.js').Surface} surface
 * @param {Record<string, unknown>} props
 */
export function drawOverflow(element, block, surface, props) {
  const open = () =>
    openMenu({
      anchor: button,
      role: 'menu',
      label: 'More actions',
      items: element.options.map((/** @type {any} */ option) => ({
        value: option.value,
        label: plainText(option.text),
        description: option.description && plainText(option.description),
      })),
      onPick: (value) => {
        const option = element.options.find((/** @type {any} */ one) => one.value === value);
        const url = option?.url && safeUrl(option.url);
        if (url) window.open(url, '_blank', 'noopener');
        void surface.act(block, element, value);
      },
    });
  const button = h(
    'button.button.overflow',
    {
      ...props,
      type: 'button',
      'aria-label': 'More actions',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: open,
    },
    '⋯',
  );
  return button;
}
