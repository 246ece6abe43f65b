import { drawBlock } from './blocks/draw-block.js';
import { plainText } from './blocks/text.js';
import { askToConfirm } from './confirm-dialog.js';
import { h, keep } from './dom.js';
import { perform, session, surfaceOf } from './session.js';

/** @typedef {import('./api.js').ScreenView} ScreenView */

/**
 * The stack of modals: the top one is drawn. A native dialog holds the focus and gives it back.
 */
export function createModal() {
  const title = h('h2', { id: 'modal-title', tabIndex: -1 });
  const back = h('button.icon', { type: 'button', 'aria-label': 'Back', onclick: () => close(false) }, '‹');
  const cross = h('button.icon', { type: 'button', 'aria-label': 'Close', onclick: () => close(true) }, '×');
  const blocks = h('div.blocks');
  const body = h('div.modal-body', { tabIndex: 0 }, blocks);
  const closeButton = h('button.button', { type: 'button', onclick: () => close(false) });
  const submitButton = h('button.button.primary.filled', { type: 'submit' });
  const form = h(
    'form',
    { novalidate: true, onsubmit: submit },
    h('header', {}, back, title, cross),
    body,
    h('footer', {}, closeButton, submitButton),
  );
  const dialog = /** @type {HTMLDialogElement} */ (h('dialog.modal', { 'aria-labelledby': 'modal-title' }, form));
  document.body.append(dialog);
  /** @type {ScreenView | undefined} */
  let view;
  /** @type {{element: Element | null, name: string | undefined, inside: string | undefined} | undefined} */
  let cameFrom;
  let errorsBefore = '{}';

  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    void close(false);
  });
  dialog.addEventListener('cancel', (event) => event.preventDefault());

  /** @param {boolean} all */
  async function close(all) {
    if (view !== undefined) await perform('close', { view_id: view.id, ...(all ? { all: true } : {}) });
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (view?.submit == null || submitButton.getAttribute('aria-busy') === 'true') return;
    submitButton.setAttribute('aria-busy', 'true');
    await perform('submit', { view_id: view.id });
    submitButton.removeAttribute('aria-busy');
  }

  /** @param {ScreenView[]} stack */
  function show(stack) {
    const top = stack.at(-1);
    if (top === undefined) {
      view = undefined;
      if (dialog.open) {
        dialog.close();
        giveFocusBack();
      }
      return;
    }
    const changed = view?.id !== top.id;
    view = top;
    title.textContent = plainText({ text: top.title });
    back.hidden = stack.length < 2;
    closeButton.textContent = top.close ?? 'Cancel';
    submitButton.textContent = top.submit ?? '';
    submitButton.hidden = top.submit === null;
    const surface = surfaceOf({ view_id: top.id }, { state: top.state }, askToConfirm);
    keep(blocks, top.blocks, {
      key: (block) => `${top.id}/${block.block_id}`,
      data: (block) => [block, top.errors[block.block_id ?? ''] ?? null],
      draw: (block) => drawBlock(block, surface, top.errors[block.block_id ?? '']),
    });
    if (!dialog.open) {
      const active = document.activeElement;
      cameFrom = {
        element: active,
        name: active instanceof HTMLElement ? active.dataset.focus : undefined,
        inside: active?.closest('[data-key]')?.getAttribute('data-key') ?? undefined,
      };
      dialog.showModal();
    }
    if (changed) {
      body.scrollTop = 0;
      focusFirst();
    }
    const errors = JSON.stringify(top.errors);
    if (errors !== errorsBefore && errors !== '{}') focusError();
    errorsBefore = errors;
  }

  function focusFirst() {
    const first = blocks.querySelector('.input input:not([type=hidden]), .input textarea, .input button');
    const target = first instanceof HTMLElement ? first : title;
    target.focus();
  }

  function focusError() {
    const wrong = blocks.querySelector('.input.wrong input, .input.wrong textarea, .input.wrong button');
    if (wrong instanceof HTMLElement) wrong.focus();
  }

  /** The element that opened the modal may have been drawn anew meanwhile: then its successor gets the focus. */
  function giveFocusBack() {
    const { element, name, inside } = cameFrom ?? {};
    if (element?.isConnected && element !== document.body) return;
    const row = inside === undefined ? null : document.querySelector(`[data-key="${CSS.escape(inside)}"]`);
    const successor = name === undefined ? null : row?.querySelector(`[data-focus="${CSS.escape(name)}"]`);
    const target = successor ?? row ?? document.querySelector('.log');
    if (!(target instanceof HTMLElement)) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  return { show, draw: () => show(session.screen?.modals ?? []) };
}
