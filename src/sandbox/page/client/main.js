import { createConversation } from './conversation.js';
import { h } from './dom.js';
import { followEvents } from './live.js';
import { createModal } from './modal.js';
import { followAddress, session, startSession, tellHome } from './session.js';
import { createSidebar } from './sidebar.js';
import { createStoryHints } from './story-hints.js';
import { createThreadPane } from './thread-pane.js';
import { createTimeBar } from './time-bar.js';

/** The page is built once; every change draws into what is there. */
function build() {
  const parts = [createTimeBar(), createStoryHints(), createSidebar(), createConversation(), createThreadPane()];
  const [timeBar, hints, sidebar, conversation, thread] = parts;
  const modal = createModal();
  const frame = h('main.frame', {}, sidebar?.element, conversation?.element, thread?.element);
  document.querySelector('#app')?.replaceWith(h('div', { id: 'app' }, timeBar?.element, hints?.element, frame));
  return () => {
    const me = session.people.get(session.me);
    document.title = `${me?.real_name ?? 'Sandbox'} · Rep Coach sandbox`;
    frame.classList.toggle('with-thread', session.thread !== null);
    for (const part of parts) part.draw();
    modal.draw();
  };
}

/** @type {(() => void) | undefined} */
let draw;
try {
  await startSession(() => {
    draw ??= build();
    draw();
  });
  const redraw = () => draw?.();
  followEvents(redraw);
  await tellHome();
  addEventListener('popstate', () => void followAddress());
  // Another tab may have read what this one marks as new.
  addEventListener('storage', redraw);
  document.addEventListener('visibilitychange', redraw);
} catch (error) {
  document
    .querySelector('#app')
    ?.replaceChildren(
      h(
        'p',
        { role: 'alert' },
        `The sandbox does not answer: ${error instanceof Error ? error.message : error}. Reload to try again.`,
      ),
    );
}
