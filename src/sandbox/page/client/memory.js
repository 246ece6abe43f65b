/**
 * What the browser remembers between visits, of this life of the sandbox only: how far each person has read, and for
 * whom something new came. After a reset or a new start nothing of it holds, so it is forgotten.
 */
const prefix = 'rep-coach-sandbox:';
let life = '';

/** @param {string} present the state's `life` */
export function rememberLife(present) {
  life = present;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}${life}:`)) localStorage.removeItem(key);
  }
}

/** @param {...string} parts */
const keyOf = (...parts) => `${prefix}${life}:${parts.join(':')}`;

/** How far a person has read a channel or thread, as a ts; undefined when they never looked. @param {string} user @param {string} place */
export function readMark(user, place) {
  return localStorage.getItem(keyOf('read', user, place)) ?? undefined;
}

/** @param {string} user @param {string} place @param {string} ts */
export function setReadMark(user, place, ts) {
  localStorage.setItem(keyOf('read', user, place), ts);
}

/** @param {string} user */
export function hasNews(user) {
  return localStorage.getItem(keyOf('news', user)) !== null;
}

/** @param {string} user @param {boolean} news */
export function setNews(user, news) {
  if (news) localStorage.setItem(keyOf('news', user), '1');
  else localStorage.removeItem(keyOf('news', user));
}
