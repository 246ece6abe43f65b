import { h } from './dom.js';

/** A person's initials on a colour of their own; the app's picture for the app. @param {{id: string, real_name: string, is_bot: boolean}} person @param {string} [size] */
export function drawAvatar(person, size = '') {
  if (person.is_bot) return h(`img.avatar${size}`, { src: '/client/icon.svg', alt: '' });
  const initials = person.real_name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => [...word][0] ?? '');
  let hue = 0;
  for (const character of person.id) hue = (hue * 31 + character.charCodeAt(0)) % 360;
  const avatar = h(
    `span.avatar${size}`,
    { 'aria-hidden': 'true' },
    `${initials[0] ?? '?'}${initials.length > 1 ? initials.at(-1) : ''}`,
  );
  avatar.style.setProperty('--hue', String(hue));
  return avatar;
}
