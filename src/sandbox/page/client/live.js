import { setNews } from './memory.js';
import { refresh, refreshState, session } from './session.js';
import { toast } from './toasts.js';

/** Changes come in bursts (a weekly run posts dozens of messages): the screen follows a few times a second. */
const burstMs = 120;
/** Without a connection for so long, the sandbox was probably ended. */
export const longMs = 10_000;

/**
 * Follows both streams of events. The browser connects again by itself; after a gap everything is fetched again.
 * @param {() => void} draw
 */
export function followEvents(draw) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let planned;
  let wholeState = false;
  /** @param {boolean} state */
  const plan = (state) => {
    wholeState ||= state;
    if (planned !== undefined) return;
    planned = setTimeout(() => {
      planned = undefined;
      const all = wholeState;
      wholeState = false;
      void (all ? refreshState().catch(() => {}) : refresh());
    }, burstMs);
  };

  listen('/control/events', (change) => {
    if (change.what === 'message' && Array.isArray(change.users)) {
      for (const user of change.users) if (user !== session.me) setNews(user, true);
    }
    if (change.what === 'people' || change.what === 'reset') plan(true);
    else if (change.users === '*' || change.users.includes(session.me)) plan(false);
    else draw();
  });
  listen('/sandbox/events', (event) => {
    if (event.what === 'time') {
      Object.assign(session.sandbox, event.time);
      draw();
    } else if (event.what === 'problem') {
      toast(event.text);
    } else {
      plan(true);
    }
  });

  /** @param {string} path @param {(event: any) => void} onEvent */
  function listen(path, onEvent) {
    const stream = new EventSource(path);
    let lost = false;
    stream.onmessage = (message) => onEvent(JSON.parse(message.data));
    stream.onerror = () => {
      lost = true;
      session.online = false;
      session.offlineSince ??= Date.now();
      draw();
      setTimeout(draw, longMs);
    };
    // What happened before the stream was open, or while it was cut, is not in it.
    stream.onopen = () => {
      plan(lost);
      if (!lost) return;
      lost = false;
      session.online = true;
      session.offlineSince = null;
      draw();
    };
  }
}
