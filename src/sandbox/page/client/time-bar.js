import { post } from './api.js';
import { askToConfirm } from './confirm-dialog.js';
import { h } from './dom.js';
import { longMs } from './live.js';
import { refreshState, session } from './session.js';
import { refusalText, toast } from './toasts.js';

/** @type {['day' | 'week' | 'next_digest', string][]} */
const moves = [
  ['day', '+1 day'],
  ['week', '+1 week'],
  ['next_digest', 'To next digest'],
];

/** @param {'day' | 'week' | 'next_digest'} by */
export async function moveTime(by) {
  const result = await post('/sandbox/move', { by });
  if (!result.ok) toast(result.error === 'moving' ? 'The date is already moving.' : refusalText(result));
}

/** The sandbox's own bar: its date, which moves forward only, and the way back to the start. */
export function createTimeBar() {
  const date = h('span.date', { role: 'status' });
  const offline = h('span.offline', { role: 'alert', hidden: true });
  const buttons = moves.map(([by, label]) =>
    h('button.button', { type: 'button', dataset: { by }, onclick: () => moveTime(by) }, label),
  );
  const reset = h('button.button.quiet', { type: 'button', onclick: askReset }, 'Reset');
  const doing = h('span.doing', { 'aria-live': 'polite' });
  const meter = h('progress', { max: '1', 'aria-label': 'The date moves' });
  const progress = h('div.progress', { hidden: true }, meter, doing);
  const element = h(
    'header.time-bar',
    { 'aria-label': 'The sandbox' },
    h('span.brand', {}, 'Sandbox'),
    date,
    offline,
    progress,
    h(
      'div.controls',
      {},
      ...buttons,
      reset,
      h('a.button.quiet', { href: '/ledger', target: '_blank', rel: 'noopener' }, 'Ledger'),
    ),
  );
  let resetting = false;

  async function askReset() {
    const sure = await askToConfirm(
      {
        title: { text: 'Start again?' },
        text: {
          type: 'plain_text',
          text: 'Date, messages and decisions go back to the first start. This takes a few seconds.',
        },
        confirm: { text: 'Reset' },
        style: 'danger',
      },
      { people: session.people, me: session.me, timeZone: session.sandbox.orgTz },
    );
    if (!sure) return;
    resetting = true;
    draw();
    const result = await post('/sandbox/reset', {});
    resetting = false;
    if (result.ok) await refreshState();
    else toast(result.error === 'moving' ? 'The date is moving; reset when it stands still.' : refusalText(result));
    draw();
  }

  const draw = () => {
    const { localNow, orgTz, moving, nextDigest } = session.sandbox;
    const city = orgTz.split('/').at(-1)?.replaceAll('_', ' ') ?? orgTz;
    date.textContent = `${localNow}, ${city}`;
    date.title = `${orgTz}; next digests on ${nextDigest}`;
    const { offlineSince } = session;
    const isLong = offlineSince !== null && Date.now() - offlineSince >= longMs;
    const lost = `Connection lost; trying again…${isLong ? ' If you ended the sandbox, start it again.' : ''}`;
    if (offline.textContent !== lost) offline.textContent = lost;
    offline.hidden = session.online;
    const busy = moving !== null || resetting;
    for (const button of [...buttons, reset]) button.toggleAttribute('disabled', busy);
    progress.hidden = !busy;
    const text = resetting ? 'Going back to the start' : (moving?.doing ?? '');
    if (doing.textContent !== text) doing.textContent = text;
    if (moving !== null && !resetting) {
      meter.setAttribute('max', String(moving.total));
      meter.setAttribute('value', String(moving.done));
    } else {
      meter.removeAttribute('value');
    }
  };
  return { element, draw };
}
