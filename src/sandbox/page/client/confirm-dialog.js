import { drawText, plainText } from './blocks/text.js';
import { h } from './dom.js';

/**
 * Asks as Slack's confirm dialog does. Escape and the deny button say no. The focus goes back by itself.
 * @param {{title?: any, text?: any, confirm?: any, deny?: any, style?: string}} confirm a confirmation dialog object
 * @param {import('./blocks/text.js').Reader} reader
 * @returns {Promise<boolean>}
 */
export function askToConfirm(confirm, reader) {
  return new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (
      h(
        'dialog.confirm',
        { 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
        h('h2', { id: 'confirm-title' }, confirm.title ? plainText(confirm.title) : 'Are you sure?'),
        h('div', { id: 'confirm-text' }, confirm.text ? drawText(confirm.text, reader) : ''),
        h(
          'div.dialog-buttons',
          {},
          h(
            'button.button',
            { type: 'button', onclick: () => end(false) },
            confirm.deny ? plainText(confirm.deny) : 'Cancel',
          ),
          h(
            `button.button.${confirm.style === 'danger' ? 'danger' : 'primary'}.filled`,
            { type: 'button', autofocus: true, onclick: () => end(true) },
            confirm.confirm ? plainText(confirm.confirm) : 'Yes',
          ),
        ),
      )
    );
    let answer = false;
    /** @param {boolean} yes */
    const end = (yes) => {
      answer = yes;
      dialog.close();
    };
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
