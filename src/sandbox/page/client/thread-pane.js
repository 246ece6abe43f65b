import { createComposer } from './composer.js';
import { h } from './dom.js';
import { createMessageLog } from './message-log.js';
import { openChannel, openThread, session } from './session.js';

/** A message and its replies, beside the conversation. */
export function createThreadPane() {
  const log = createMessageLog({ inThread: true, label: 'Thread' });
  const composer = createComposer({ inThread: true });
  const leave = () => openThread(null);
  const element = h(
    'aside.thread',
    { 'aria-label': 'Thread', hidden: true },
    h(
      'header',
      {},
      h('h2', {}, 'Thread'),
      h('button.icon', { type: 'button', 'aria-label': 'Close thread', onclick: leave }, '×'),
    ),
    log.element,
    composer.element,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave();
  });
  let shown = '';
  const draw = () => {
    const channel = openChannel();
    const parent = channel?.messages.find((message) => message.ts === session.thread);
    element.hidden = channel === undefined || parent === undefined;
    if (channel === undefined || parent === undefined) {
      if (shown !== '' && session.screen !== null) {
        const opener = document.querySelector(`[data-key="${CSS.escape(shown)}"] [data-focus="replies"]`);
        if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
        shown = '';
      }
      return;
    }
    log.show(channel.id, [parent, ...parent.replies], `${channel.id}/${parent.ts}`, true);
    composer.show(`${session.me}:${channel.id}/${parent.ts}`, 'Reply…', { channel: channel.id, thread_ts: parent.ts });
    const row = `${session.me}:${parent.ts}`;
    if (shown !== row) composer.field.focus({ preventScroll: true });
    shown = row;
  };
  return { element, draw, composer };
}
