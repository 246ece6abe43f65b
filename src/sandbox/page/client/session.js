import { get, post } from './api.js';
import { rememberLife, setNews } from './memory.js';
import { currentValue, forgetClosedViews, forgetDrafts, setDraft } from './surface.js';
import { newEntries, refusalText, toast } from './toasts.js';

/**
 * Who is looking, what they see, and what they do. One of these a page; `draw` is called after every change.
 *
 * @typedef {import('./api.js').Screen} Screen
 * @typedef {import('./api.js').ScreenChannel} ScreenChannel
 * @typedef {import('./surface.js').Surface} Surface
 * @typedef {{me: string, tab: 'messages' | 'home', channel: string | null, thread: string | null,
 *   people: Map<string, import('./api.js').Person>, sandbox: import('./api.js').SandboxState, screen: Screen | null,
 *   online: boolean, offlineSince: number | null}} Session
 */

const typingPauseMs = 300;

/** @type {Session} */
export let session;
/** @type {() => void} */
let draw = () => {};

/** Loads all and makes the first choice of a person: the address's, else the first one suggested. @param {() => void} onChange */
export async function startSession(onChange) {
  draw = onChange;
  const [sandbox, people] = await Promise.all([get('/sandbox/state'), get('/control/people')]);
  rememberLife(sandbox.life);
  session = {
    ...placeOfAddress(),
    me: '',
    people: peopleById(people.people),
    sandbox,
    screen: null,
    online: true,
    offlineSince: null,
  };
  session.me = personOfAddress() ?? firstPerson() ?? '';
  setNews(session.me, false);
  await refresh();
}

/** An address may lead to Home, too: the app draws it when it hears that it was opened. */
export async function tellHome() {
  if (session.tab === 'home') await told(await post('/control/open-home', { user: session.me }));
}

/** @param {import('./api.js').Person[]} people */
const peopleById = (people) => new Map(people.map((person) => [person.id, person]));

function firstPerson() {
  for (const group of session.sandbox.groups) {
    for (const { slackId } of group.people) if (slackId !== null && session.people.has(slackId)) return slackId;
  }
  return [...session.people.values()].find((person) => !person.is_bot && !person.deleted)?.id;
}

function personOfAddress() {
  const asked = new URLSearchParams(location.search).get('as');
  return asked !== null && session.people.has(asked) ? asked : undefined;
}

/** @returns {Pick<Session, 'tab' | 'channel' | 'thread'>} */
function placeOfAddress() {
  const search = new URLSearchParams(location.search);
  return {
    tab: search.get('tab') === 'home' ? 'home' : 'messages',
    channel: search.get('channel'),
    thread: search.get('thread'),
  };
}

/** Puts the person and place into the address. @param {boolean} [step] a step that the browser's Back undoes */
function writeAddress(step = false) {
  const search = new URLSearchParams({ as: session.me });
  if (session.tab === 'home') search.set('tab', 'home');
  if (session.channel) search.set('channel', session.channel);
  if (session.thread) search.set('thread', session.thread);
  const address = `?${search}`;
  if (address === location.search) return;
  if (step) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

/** After the browser's Back or Forward. */
export async function followAddress() {
  const me = personOfAddress();
  Object.assign(session, placeOfAddress());
  if (me !== undefined && me !== session.me) Object.assign(session, { me, screen: null });
  draw();
  await refresh();
  await tellHome();
}

/** @param {string} me */
export async function become(me) {
  if (me === session.me) return;
  await flushTyping();
  Object.assign(session, { me, tab: 'messages', channel: null, thread: null, screen: null });
  setNews(me, false);
  writeAddress(true);
  draw();
  await refresh();
}

let asked = 0;

/** Fetches the screen again; of answers that overtake each other only the last counts. */
export async function refresh() {
  asked += 1;
  const turn = asked;
  try {
    /** @type {Screen} */
    const screen = await get('/control/screen', { user: session.me });
    if (turn !== asked) return;
    const before = session.screen;
    if (before?.user.id === screen.user.id) {
      for (const told of newEntries(before.toasts, screen.toasts)) toast(told.text);
      if (session.tab === 'home') {
        for (const { text } of newEntries(before.notifications, screen.notifications)) toast(text, 'note');
      }
    }
    session.screen = screen;
    forgetClosedViews([...screen.modals.map((view) => view.id), ...(screen.home ? [screen.home.id] : [])]);
  } catch (error) {
    if (turn === asked) toast(error instanceof Error ? error.message : String(error));
  }
  if (turn === asked) draw();
}

/** Fetches who is there and what to try; after a reset everything remembered is void. */
export async function refreshState() {
  const [sandbox, people] = await Promise.all([get('/sandbox/state'), get('/control/people')]);
  const newLife = sandbox.life !== session.sandbox.life;
  Object.assign(session, { sandbox, people: peopleById(people.people) });
  if (newLife) {
    rememberLife(sandbox.life);
    forgetDrafts();
    Object.assign(session, { screen: null, thread: null, channel: null, tab: 'messages' });
    if (!session.people.has(session.me)) session.me = firstPerson() ?? '';
    writeAddress();
  }
  await refresh();
}

/** The channel on the screen: the chosen one, else the DM with the app. @returns {ScreenChannel | undefined} */
export function openChannel() {
  const channels = session.screen?.channels ?? [];
  return channels.find((channel) => channel.id === session.channel) ?? appChannel();
}

export function appChannel() {
  return session.screen?.channels.find((channel) => channel.with.some((person) => person.is_bot));
}

/** The app's own account. */
export function theApp() {
  return [...session.people.values()].find((person) => person.is_bot);
}

/** @param {'messages' | 'home'} tab @param {string | null} [channel] */
export async function openTab(tab, channel = null) {
  Object.assign(session, { tab, channel, thread: null });
  writeAddress();
  draw();
  if (channel === null || channel === appChannel()?.id) {
    await told(await post(tab === 'home' ? '/control/open-home' : '/control/open-messages', { user: session.me }));
  }
}

/** @param {string | null} ts */
export function openThread(ts) {
  session.thread = ts;
  writeAddress();
  draw();
}

/** Shows what went wrong, if anything did, unless Slack's own toast already said it. @param {import('./api.js').ActionResult} result */
async function told(result) {
  const before = session.screen?.toasts ?? [];
  await refresh();
  const already = newEntries(before, session.screen?.toasts ?? []).length > 0;
  if (!result.ok && !already && result.field_errors === undefined) toast(refusalText(result));
  return result;
}

/** @param {string} what @param {object} body @returns {Promise<import('./api.js').ActionResult>} */
export async function perform(what, body) {
  await flushTyping();
  return told(await post(`/control/${what}`, { user: session.me, ...body }));
}

/** @type {Map<string, {timer: ReturnType<typeof setTimeout>, body: object}>} */
const typing = new Map();

/** Sends what was typed and still waits for a pause, so that nothing overtakes it. */
export async function flushTyping() {
  const waiting = [...typing.values()];
  typing.clear();
  for (const { timer, body } of waiting) {
    clearTimeout(timer);
    const result = await post('/control/fill', body);
    if (!result.ok) toast(refusalText(result));
  }
}

/**
 * What blocks may do in a message or view of the present person.
 * @param {Surface['place']} place
 * @param {Pick<Partial<Surface>, 'state' | 'pictures'>} [known]
 * @param {(confirm: any, surface: Surface) => Promise<boolean>} [confirm]
 * @returns {Surface}
 */
export function surfaceOf(place, known = {}, confirm = async () => true) {
  const user = session.me;
  /** @type {Surface} */
  const surface = {
    place,
    people: session.people,
    pictures: known.pictures ?? new Map(),
    me: user,
    timeZone: session.screen?.user.tz ?? session.sandbox.orgTz,
    state: known.state ?? {},
    act: async (block, element, value) => {
      if (element.confirm && !(await confirm(element.confirm, surface))) return;
      await perform('click', {
        where: place,
        block_id: block.block_id,
        action_id: element.action_id,
        ...(value === undefined ? {} : { value }),
        ...(element.confirm ? { confirm: 'accept' } : {}),
      });
    },
    fill: (block, element, value) => {
      setDraft(surface, block, element, value);
      // In a message there is no form to fill: the value goes out with the element's own action.
      if (!('view_id' in place)) return;
      const key = JSON.stringify([place.view_id, block.block_id, element.action_id]);
      clearTimeout(typing.get(key)?.timer);
      const body = { user, view_id: place.view_id, block_id: block.block_id, action_id: element.action_id };
      typing.set(key, {
        timer: setTimeout(() => void flushTyping(), typingPauseMs),
        body: { ...body, value: currentValue(surface, block, element) },
      });
    },
  };
  return surface;
}
