import { h } from '../dom.js';
import { plainText } from './text.js';

/** @typedef {import('../surface.js').Surface} Surface */

/** Where a picture of Block Kit is to be had. @param {{image_url?: string, slack_file?: {id?: string, url?: string}}} image @param {Surface} surface */
function addressOf(image, surface) {
  if (image.slack_file?.id !== undefined) {
    const { id } = image.slack_file;
    return surface.pictures.get(id) ?? `/control/files/${encodeURIComponent(id)}`;
  }
  const url = image.slack_file?.url ?? image.image_url;
  return url !== undefined && /^(https?:\/\/|\/)/i.test(url) ? url : undefined;
}

/** An image block: title, picture, and its words where there is no picture. @param {any} block @param {Surface} surface */
export function drawImageBlock(block, surface) {
  return h('figure.image', {}, block.title && h('figcaption', {}, plainText(block.title)), drawImage(block, surface));
}

/** @param {any} image @param {Surface} surface */
export function drawImage(image, surface) {
  const address = addressOf(image, surface);
  if (address === undefined) return h('div.no-picture', {}, `Picture not available: ${image.alt_text}`);
  return h('img', {
    src: address,
    alt: image.alt_text,
    title: image.alt_text,
    onerror: (/** @type {Event} */ event) => {
      /** @type {HTMLElement} */ (event.target).replaceWith(
        h('div.no-picture', {}, `Picture not available: ${image.alt_text}`),
      );
    },
  });
}
