import { formatPattern } from '../dates.js';
import { h } from '../dom.js';
import { drawEmoji, drawLink, drawMention } from './text.js';
import { drawUnknown } from './unknown.js';

/** @typedef {import('./text.js').Reader} Reader */
/** @typedef {{type: string, [key: string]: any}} Part */

/** @param {{elements: Part[]}} block @param {Reader} reader */
export function drawRichText(block, reader) {
  return h(
    'div.rich-text',
    {},
    block.elements.map((part) => drawPart(part, reader)),
  );
}

/** @param {Part} part @param {Reader} reader @returns {HTMLElement} */
function drawPart(part, reader) {
  switch (part.type) {
    case 'rich_text_section':
      return h('div', {}, drawInlines(part.elements, reader));
    case 'rich_text_quote':
      return h('blockquote', {}, drawInlines(part.elements, reader));
    case 'rich_text_preformatted':
      return h('pre', {}, drawInlines(part.elements, reader));
    case 'rich_text_list': {
      const props = {
        class: `indent-${Number(part.indent ?? 0)}`,
        start: part.style === 'ordered' ? (part.offset ?? 0) + 1 : undefined,
      };
      return h(
        part.style === 'ordered' ? 'ol' : 'ul',
        props,
        part.elements.map((/** @type {Part} */ item) => h('li', {}, drawInlines(item.elements, reader))),
      );
    }
    default:
      return drawUnknown('rich text element', part.type);
  }
}

/** @param {Part[]} inlines @param {Reader} reader */
function drawInlines(inlines, reader) {
  return inlines.map((inline) => styled(drawInline(inline, reader), inline.style ?? {}));
}

/** @param {Part} inline @param {Reader} reader @returns {Node | string} */
function drawInline(inline, reader) {
  switch (inline.type) {
    case 'text':
      return h('span.verbatim', {}, inline.text);
    case 'link':
      return drawLink(inline.url, inline.text || inline.url);
    case 'emoji':
      return drawEmoji(inline.name);
    case 'user':
      return drawMention(inline.user_id, reader);
    case 'channel':
      return h('span.mention', {}, `#${inline.channel_id}`);
    case 'usergroup':
      return h('span.mention', {}, `@${inline.usergroup_id}`);
    case 'broadcast':
      return h('span.mention.me', {}, `@${inline.range}`);
    case 'date':
      return h('time', {}, formatPattern(inline.timestamp, inline.format, reader.timeZone));
    case 'color':
      return h('code', {}, inline.value);
    default:
      return drawUnknown('rich text element', inline.type);
  }
}

/** @param {Node | string} content @param {{bold?: boolean, italic?: boolean, strike?: boolean, code?: boolean, underline?: boolean}} style */
function styled(content, style) {
  let node = content;
  if (style.code) node = h('code', {}, node);
  if (style.strike) node = h('s', {}, node);
  if (style.underline) node = h('u', {}, node);
  if (style.italic) node = h('em', {}, node);
  if (style.bold) node = h('strong', {}, node);
  return node;
}
