import { h, keep } from './dom.js';
import { become, session } from './session.js';
import { moveTime } from './time-bar.js';

/** One line that says what to try first; each story opens into its steps, which are links to the person or the move. */
export function createStoryHints() {
  const stories = h('div.stories');
  const element = h(
    'section.hints',
    { 'aria-label': 'What to try first' },
    h('span.caption', {}, 'Try first'),
    stories,
  );
  const draw = () => {
    element.hidden = session.sandbox.stories.length === 0;
    keep(stories, session.sandbox.stories, {
      key: (story) => story.title,
      draw: (story) =>
        h(
          'details',
          { name: 'story' },
          h('summary', { dataset: { focus: story.title } }, story.title),
          h(
            'ol',
            {},
            story.steps.map((step) => h('li', {}, step.text, ' ', drawLink(step, closeAll))),
          ),
        ),
    });
  };
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !element.contains(event.target)) closeAll();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const open = element.querySelector('details[open] > summary');
    closeAll();
    if (open instanceof HTMLElement) open.focus();
  });
  const closeAll = () => {
    for (const story of element.querySelectorAll('details[open]')) story.removeAttribute('open');
  };
  return { element, draw };
}

/**
 * Whoever becomes somebody else has a message to look at: the story, which would lie over it, closes.
 * @param {{as?: string | undefined, move?: 'day' | 'week' | 'next_digest' | undefined}} step
 * @param {() => void} close
 */
function drawLink({ as, move }, close) {
  if (move !== undefined) {
    const names = { day: '+1 day', week: '+1 week', next_digest: 'To next digest' };
    return h('button.link', { type: 'button', onclick: () => moveTime(move) }, names[move]);
  }
  if (as === undefined) return null;
  const name = session.people.get(as)?.real_name;
  const be = () => {
    close();
    void become(as);
  };
  return name === undefined ? null : h('button.link', { type: 'button', onclick: be }, `Be ${name}`);
}
