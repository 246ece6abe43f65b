import { formatPattern, fullMoment } from '../dates.js';
import { h } from '../dom.js';
import { emojiOf, withEmoji } from '../emoji.js';
import { parseMrkdwn, safeUrl, unescapeSlack } from '../mrkdwn.js';

/** @typedef {import('../surface.js').Surface} Surface */
/** @typedef {Pick<Surface, 'people' | 'timeZone' | 'me'>} Reader */

/**
 * A text object, plain_text or mrkdwn.
 * @param {{type: string, text: string, emoji?: boolean}} text
 * @param {Reader} reader
 * @returns {(Node | string)[]}
 */
export function drawText(text, reader) {
  if (text.type === 'mrkdwn') return drawMrkdwn(text.text, reader);
  return [plainText(text)];
}

/** A plain_text object as a string. @param {{text: string, emoji?: boolean}} text */
export function plainText(text) {
  const plain = unescapeSlack(text.text);
  return text.emoji === false ? plain : withEmoji(plain);
}

/** @param {string} source @param {Reader} reader */
export function drawMrkdwn(source, reader) {
  return drawNodes(parseMrkdwn(source), reader);
}

/**
 * @param {import('../mrkdwn.js').MrkdwnNode[]} nodes
 * @param {Reader} reader
 * @returns {(Node | string)[]}
 */
export function drawNodes(nodes, reader) {
  return nodes.map((node) => {
    switch (node.type) {
      case 'text':
        return node.text;
      case 'break':
        return h('br');
      case 'bold':
        return h('strong', {}, drawNodes(node.children, reader));
      case 'italic':
        return h('em', {}, drawNodes(node.children, reader));
      case 'strike':
        return h('s', {}, drawNodes(node.children, reader));
      case 'quote':
        return h('blockquote', {}, drawNodes(node.children, reader));
      case 'code':
        return h('code', {}, node.text);
      case 'pre':
        return h('pre', {}, node.text);
      case 'emoji':
        return drawEmoji(node.name);
      case 'link':
        return drawLink(node.url, node.label || node.url);
      case 'user':
        return drawMention(node.id, reader, node.label);
      case 'channel':
        return h('span.mention', {}, `#${node.label || node.id}`);
      case 'usergroup':
        return h('span.mention', {}, `@${(node.label || node.id).replace(/^@/, '')}`);
      case 'broadcast':
        return h('span.mention.me', {}, `@${node.range}`);
      case 'date': {
        const shown = formatPattern(node.timestamp, node.format, reader.timeZone);
        const title = fullMoment(new Date(node.timestamp * 1000), reader.timeZone);
        return node.url && safeUrl(node.url) ? drawLink(node.url, shown) : h('time', { title }, shown);
      }
      default:
        return '';
    }
  });
}

/** @param {string} name */
export function drawEmoji(name) {
  const emoji = emojiOf(name);
  return emoji === undefined
    ? `:${name}:`
    : h('span.emoji', { role: 'img', 'aria-label': name, title: `:${name}:` }, emoji);
}

/** @param {string} url @param {string} label */
export function drawLink(url, label) {
  const safe = safeUrl(url);
  if (safe === undefined) return label;
  return h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer' }, withEmoji(label));
}

/** @param {string} id @param {Reader} reader @param {string} [label] */
export function drawMention(id, reader, label) {
  const person = reader.people.get(id);
  const name = person?.real_name ?? (label || id);
  return h(id === reader.me ? 'span.mention.me' : 'span.mention', {}, `@${name}`);
}
