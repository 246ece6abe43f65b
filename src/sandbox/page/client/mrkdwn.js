/**
 * Slack's mrkdwn as a tree. Pure: the tree holds text, never HTML, and only links with a harmless scheme are links.
 *
 * @typedef {{type: 'text', text: string} | {type: 'break'}
 *   | {type: 'bold' | 'italic' | 'strike' | 'quote', children: MrkdwnNode[]}
 *   | {type: 'code' | 'pre', text: string} | {type: 'emoji', name: string}
 *   | {type: 'link', url: string, label: string}
 *   | {type: 'user' | 'channel' | 'usergroup', id: string, label: string}
 *   | {type: 'broadcast', range: string}
 *   | {type: 'date', timestamp: number, format: string, url: string, fallback: string}} MrkdwnNode
 */

const marks = /** @type {const} */ ({ '*': 'bold', _: 'italic', '~': 'strike' });
const wordCharacter = /[\p{L}\p{N}_]/u;

/** @param {string} text */
export function unescapeSlack(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * The address when it may be followed, else undefined.
 * @param {string} url
 */
export function safeUrl(url) {
  return /^(https?:\/\/|mailto:|tel:|slack:\/\/)/i.test(url) ? url : undefined;
}

/**
 * @param {string} source
 * @returns {MrkdwnNode[]}
 */
export function parseMrkdwn(source) {
  /** @type {MrkdwnNode[]} */
  const nodes = [];
  // Code fences first: nothing inside them is formatting.
  const parts = source.split(/```([\s\S]+?)```/);
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) {
      nodes.push({ type: 'pre', text: unescapeSlack(part.replace(/^\n/, '').replace(/\n$/, '')) });
    } else {
      const text = index > 0 ? part.replace(/^\n/, '') : part;
      if (text !== '') nodes.push(...parseLines(text));
    }
  }
  return nodes;
}

/**
 * @param {string} source
 * @returns {MrkdwnNode[]}
 */
function parseLines(source) {
  /** @type {MrkdwnNode[]} */
  const nodes = [];
  /** @type {string[]} */
  let quoted = [];
  const endQuote = () => {
    if (quoted.length > 0) nodes.push({ type: 'quote', children: joinLines(quoted) });
    quoted = [];
  };
  let open = false;
  for (const line of source.split('\n')) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quote) {
      quoted.push(quote[1] ?? '');
      open = false;
      continue;
    }
    endQuote();
    if (open) nodes.push({ type: 'break' });
    nodes.push(...parseInline(line));
    open = true;
  }
  endQuote();
  return nodes;
}

/** @param {string[]} lines */
function joinLines(lines) {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [/** @type {MrkdwnNode} */ ({ type: 'break' })] : []),
    ...parseInline(line),
  ]);
}

/**
 * One line. A mark opens where a word could begin and closes where one could end; one without its partner is text.
 * @param {string} line
 * @returns {MrkdwnNode[]}
 */
function parseInline(line) {
  /** @type {MrkdwnNode[]} */
  const nodes = [];
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ type: 'text', text: unescapeSlack(text) });
    text = '';
  };
  /** @param {MrkdwnNode} node */
  const push = (node) => {
    flush();
    nodes.push(node);
  };
  let at = 0;
  while (at < line.length) {
    const rest = line.slice(at);
    const character = line.charAt(at);
    const before = at === 0 ? '' : line.charAt(at - 1);
    /** @type {RegExpExecArray | null} */
    let match = null;
    if (character === '`') {
      match = /^`([^`]+)`/.exec(rest);
      if (match) push({ type: 'code', text: unescapeSlack(match[1] ?? '') });
    } else if (character === '<') {
      match = /^<([^<>\n]+)>/.exec(rest);
      const node = match && parseReference(match[1] ?? '');
      if (node) push(node);
      else match = null;
    } else if (character === ':' && !wordCharacter.test(before)) {
      match = /^:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/.exec(rest);
      if (match) push({ type: 'emoji', name: match[1] ?? '' });
    } else if (character === 'h' && !wordCharacter.test(before)) {
      match = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"*_~]/.exec(rest);
      if (match) push({ type: 'link', url: unescapeSlack(match[0]), label: '' });
    } else if (character === '*' || character === '_' || character === '~') {
      const length = markedLength(rest, character, before);
      if (length > 0) {
        push({ type: marks[character], children: parseInline(rest.slice(1, length - 1)) });
        at += length;
        continue;
      }
    }
    if (match) {
      at += match[0].length;
    } else {
      text += character;
      at += 1;
    }
  }
  flush();
  return nodes;
}

/**
 * How long the marked text at the beginning of `rest` is, both marks included; 0 when this mark opens nothing.
 * @param {string} rest
 * @param {string} mark
 * @param {string} before
 */
function markedLength(rest, mark, before) {
  if (wordCharacter.test(before) || before === mark) return 0;
  const first = rest.charAt(1);
  if (first === '' || first === mark || /\s/.test(first)) return 0;
  for (let end = 2; end < rest.length; end += 1) {
    const character = rest.charAt(end);
    if (character === '<' || character === '`') {
      // Marks inside a link or code close nothing.
      const skipped = /^(<[^<>]+>|`[^`]+`)/.exec(rest.slice(end));
      if (skipped) end += skipped[0].length - 1;
      continue;
    }
    if (character !== mark) continue;
    if (
      !/\s/.test(rest.charAt(end - 1)) &&
      !wordCharacter.test(rest.charAt(end + 1)) &&
      rest.charAt(end + 1) !== mark
    ) {
      return end + 1;
    }
  }
  return 0;
}

/**
 * What stands between angle brackets.
 * @param {string} inside
 * @returns {MrkdwnNode | null}
 */
function parseReference(inside) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = unescapeSlack(bar < 0 ? '' : inside.slice(bar + 1));
  const id = target.slice(1);
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { type: 'user', id, label };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { type: 'channel', id, label };
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'broadcast', range: id };
  const group = /^!subteam\^([A-Z0-9]+)$/.exec(target);
  if (group) return { type: 'usergroup', id: group[1] ?? '', label };
  const date = /^!date\^(\d{1,12})\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) {
    const [, seconds, format = '', url = ''] = date;
    return { type: 'date', timestamp: Number(seconds), format: unescapeSlack(format), url, fallback: label };
  }
  const url = safeUrl(unescapeSlack(target));
  return url === undefined ? null : { type: 'link', url, label };
}
