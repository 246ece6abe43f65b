import { dateOfTs, dayHeading, dayKey } from './dates.js';
import { h, keep } from './dom.js';
import { readMark, setReadMark } from './memory.js';
import { drawMessage } from './message.js';
import { session } from './session.js';

/** @typedef {import('./api.js').ScreenMessage} ScreenMessage */
/** @typedef {{key: string, kind: 'day', text: string} | {key: string, kind: 'new'} | {key: string, kind: 'message', message: ScreenMessage, compact: boolean, read: string | undefined}} Row */

/** Messages of one author within this time stand together under one name, as in Slack. */
const togetherSeconds = 300;
/** So near to the end counts as being there: new messages then stay in view. */
const endPixels = 60;

/**
 * A list of messages that keeps its place while messages come and change.
 * @param {{inThread: boolean, label: string}} how
 */
export function createMessageLog({ inThread, label }) {
  const list = h('div.messages');
  const element = h('div.log', { role: 'log', 'aria-label': label, tabIndex: 0 }, list);
  /** Whether the end is in view: then it stays so, whatever comes, a picture that loads late too. */
  let atEnd = true;
  /** Where it stood when that was last looked at. */
  let top = 0;
  /**
   * Only whoever scrolls up leaves the end. The browser tells of scrolling with its next frame, the log's own included,
   * and what loaded until then has moved the end away without anybody's doing.
   */
  const look = () => {
    const isShown = element.clientHeight > 0;
    if (!isShown) return;
    const now = element.scrollTop;
    const isNearEnd = element.scrollHeight - now - element.clientHeight < endPixels;
    atEnd = isNearEnd || (atEnd && now >= top);
    top = now;
  };
  element.addEventListener('scroll', look);
  const toEnd = () => {
    if (!atEnd) return;
    element.scrollTop = element.scrollHeight;
    top = element.scrollTop;
  };
  const resized = new ResizeObserver(toEnd);
  resized.observe(list);
  resized.observe(element);
  let shownPlace = '';
  /** Up to where the person had read when they came here: the "New" line stays there while they look. @type {string | undefined} */
  let newFrom;

  /**
   * @param {string} channel
   * @param {ScreenMessage[]} messages oldest first
   * @param {string} place whose read mark this is: a channel, or a thread
   * @param {boolean} visible
   */
  const show = (channel, messages, place, visible) => {
    const placeOfPerson = `${session.me}:${place}`;
    const entered = shownPlace !== placeOfPerson;
    look();
    if (entered) atEnd = true;
    if (entered) newFrom = readMark(session.me, place);
    shownPlace = placeOfPerson;
    keep(list, rows(messages, channel, inThread, inThread ? undefined : newFrom), {
      key: (row) => `${session.me}:${row.key}`,
      draw: (row) => drawRow(row, channel, inThread),
    });
    toEnd();
    const last = messages.at(-1)?.ts;
    if (visible && last !== undefined && document.visibilityState === 'visible') setReadMark(session.me, place, last);
  };
  return { element, show };
}

/** @param {ScreenMessage[]} messages @param {string} channel @param {boolean} inThread @param {string | undefined} newFrom */
function rows(messages, channel, inThread, newFrom) {
  const timeZone = session.screen?.user.tz ?? session.sandbox.orgTz;
  /** @type {Row[]} */
  const result = [];
  let day = '';
  let marked = newFrom === undefined;
  /** @type {ScreenMessage | undefined} */
  let before;
  for (const message of messages) {
    const date = dateOfTs(message.ts);
    const today = dayKey(date, timeZone);
    if (today !== day) {
      result.push({ key: `day-${today}`, kind: 'day', text: dayHeading(date, timeZone) });
      before = undefined;
      day = today;
    }
    if (!marked && newFrom !== undefined && message.ts > newFrom && message.user !== session.me) {
      result.push({ key: 'new', kind: 'new' });
      marked = true;
      before = undefined;
    }
    const together =
      before !== undefined &&
      before.user === message.user &&
      !before.ephemeral &&
      !message.ephemeral &&
      message.blocks.every((block) => block.type === 'rich_text') &&
      Number(message.ts) - Number(before.ts) < togetherSeconds;
    const read = message.reply_count > 0 ? readMark(session.me, `${channel}/${message.ts}`) : undefined;
    result.push({ key: message.ts, kind: 'message', message, compact: together, read });
    // A thread's first message stands apart from its replies.
    before = inThread && message === messages[0] ? undefined : message;
  }
  return result;
}

/** @param {Row} row @param {string} channel @param {boolean} inThread */
function drawRow(row, channel, inThread) {
  if (row.kind === 'day') return h('div.day', { role: 'separator' }, h('span', {}, row.text));
  if (row.kind === 'new') return h('div.new-line', { role: 'separator' }, h('span', {}, 'New'));
  return drawMessage(row.message, channel, { compact: row.compact, inThread });
}
