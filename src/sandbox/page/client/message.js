import { drawAvatar } from './avatar.js';
import { drawBlock } from './blocks/draw-block.js';
import { drawEmoji, drawMrkdwn } from './blocks/text.js';
import { askToConfirm } from './confirm-dialog.js';
import { dateOfTs, fullMoment, shortMoment, timeOfDay } from './dates.js';
import { h } from './dom.js';
import { readMark } from './memory.js';
import { openThread, perform, session, surfaceOf } from './session.js';

/** @typedef {import('./api.js').ScreenMessage} ScreenMessage */

/**
 * @param {ScreenMessage} message
 * @param {string} channel
 * @param {{compact?: boolean, inThread?: boolean}} [how]
 */
export function drawMessage(message, channel, { compact = false, inThread = false } = {}) {
  const pictures = new Map(message.files.map((file) => [file.id, file.url]));
  const surface = surfaceOf({ channel, ts: message.ts }, { pictures }, askToConfirm);
  const when = dateOfTs(message.ts);
  const author = session.people.get(message.user) ?? { id: message.user, real_name: message.author, is_bot: false };
  const moment = h('time.time', { title: fullMoment(when, surface.timeZone) }, timeOfDay(when, surface.timeZone));
  const shown = message.blocks.map((block) => drawBlock(block, surface));
  return h(
    `article.message${compact ? '.compact' : ''}${message.ephemeral ? '.ephemeral' : ''}`,
    { 'aria-label': `${message.author}, ${timeOfDay(when, surface.timeZone)}` },
    h('div.gutter', {}, compact ? moment.cloneNode(true) : drawAvatar(author)),
    h(
      'div.body',
      {},
      message.ephemeral && h('p.only-you', {}, 'Only visible to you'),
      !compact && h('div.head', {}, h('b', {}, message.author), author.is_bot && h('span.badge', {}, 'APP'), moment),
      shown.length > 0 ? shown : h('div.block.plain', {}, drawMrkdwn(message.text, surface)),
      message.edited && h('span.edited', {}, '(edited)'),
      drawFiles(message),
      message.reactions.length > 0 && drawReactions(message),
      !inThread && message.reply_count > 0 && drawReplies(message, channel, surface.timeZone),
    ),
    drawTools(message, channel, inThread),
  );
}

/** Files that no block of the message shows. @param {ScreenMessage} message */
function drawFiles(message) {
  const inBlocks = JSON.stringify(message.blocks);
  return message.files
    .filter((file) => !inBlocks.includes(file.id))
    .map((file) =>
      file.mimetype.startsWith('image/')
        ? h(
            'figure.image',
            {},
            h('figcaption', {}, file.title || file.name),
            h('img', { src: file.url, alt: file.title || file.name }),
          )
        : h('a.file', { href: file.url, target: '_blank', rel: 'noopener' }, `📄 ${file.title || file.name}`),
    );
}

/** @param {ScreenMessage} message */
function drawReactions(message) {
  return h(
    'div.reactions',
    {},
    message.reactions.map(({ name, users }) => {
      const who = users.map((user) => session.people.get(user)?.real_name ?? user).join(', ');
      return h('span.reaction', { title: `${who} reacted with :${name}:` }, drawEmoji(name), ` ${users.length}`);
    }),
  );
}

/** @param {ScreenMessage} message @param {string} channel @param {string} timeZone */
function drawReplies(message, channel, timeZone) {
  const last = message.replies.at(-1)?.ts;
  const read = readMark(session.me, `${channel}/${message.ts}`);
  const unread = last !== undefined && (read === undefined || read < last);
  const label = `${message.reply_count} ${message.reply_count === 1 ? 'reply' : 'replies'}`;
  return h(
    `button.replies${unread ? '.unread' : ''}`,
    { type: 'button', dataset: { focus: 'replies' }, onclick: () => openThread(message.ts) },
    h('b', {}, label),
    unread && h('span.new', {}, 'new'),
    last !== undefined && h('span', {}, `Last reply ${shortMoment(dateOfTs(last), timeZone)}`),
  );
}

/** @param {ScreenMessage} message @param {string} channel @param {boolean} inThread */
function drawTools(message, channel, inThread) {
  if (message.ephemeral) return null;
  const own = message.user === session.me;
  if (inThread && !own) return null;
  const edit = () => {
    const body = tools.parentElement?.querySelector('.body');
    const field = /** @type {HTMLTextAreaElement} */ (
      h('textarea', { rows: 2, 'aria-label': 'Edit message', value: sourceText(message) })
    );
    const save = async () => {
      if (field.value.trim() !== '') await perform('edit', { channel, ts: message.ts, text: field.value.trim() });
      editor.remove();
    };
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') editor.remove();
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        void save();
      }
    });
    const editor = h(
      'div.editor',
      {},
      field,
      h(
        'div.dialog-buttons',
        {},
        h('button.button', { type: 'button', onclick: () => editor.remove() }, 'Cancel'),
        h('button.button.primary.filled', { type: 'button', onclick: save }, 'Save'),
      ),
    );
    body?.append(editor);
    field.focus();
  };
  const remove = async () => {
    const sure = {
      title: { text: 'Delete message' },
      text: { type: 'plain_text', text: 'Are you sure? This cannot be undone.' },
      confirm: { text: 'Delete' },
      style: 'danger',
    };
    if (await askToConfirm(sure, surfaceOf({ channel, ts: message.ts })))
      await perform('delete', { channel, ts: message.ts });
  };
  const tools = h(
    'div.tools',
    {},
    !inThread &&
      h(
        'button',
        { type: 'button', dataset: { focus: 'thread' }, onclick: () => openThread(message.ts) },
        'Reply in thread',
      ),
    own && h('button', { type: 'button', onclick: edit }, 'Edit'),
    own && h('button', { type: 'button', onclick: remove }, 'Delete'),
  );
  return tools;
}

/** A person's message as they typed it. @param {ScreenMessage} message */
function sourceText(message) {
  return message.text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${session.people.get(id)?.real_name ?? id}`)
    .replace(/<([^>|]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
