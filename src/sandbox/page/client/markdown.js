/**
 * The Markdown of Slack's `markdown` block as a tree: headings, lists, quotes, code, tables, rules and inline marks.
 * Pure; HTML in the source is text.
 *
 * @typedef {import('./mrkdwn.js').MrkdwnNode} Inline
 * @typedef {{type: 'heading', level: number, children: Inline[]} | {type: 'paragraph', children: Inline[]}
 *   | {type: 'list', ordered: boolean, items: {indent: number, children: Inline[]}[]}
 *   | {type: 'quote', children: Inline[]} | {type: 'pre', text: string} | {type: 'rule'}
 *   | {type: 'table', rows: Inline[][][]}} MarkdownBlock
 */
import { safeUrl } from './mrkdwn.js';

/**
 * @param {string} source
 * @returns {MarkdownBlock[]}
 */
export function parseMarkdown(source) {
  /** @type {MarkdownBlock[]} */
  const blocks = [];
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  let at = 0;
  /** @param {RegExp} pattern */
  const take = (pattern) => {
    /** @type {string[]} */
    const taken = [];
    while (at < lines.length && pattern.test(lines[at] ?? '')) taken.push(lines[at++] ?? '');
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (/^\s*```/.test(line)) {
      at += 1;
      const code = take(/^(?!\s*```)/);
      at += 1;
      blocks.push({ type: 'pre', text: code.join('\n') });
    } else if (heading) {
      blocks.push({ type: 'heading', level: (heading[1] ?? '#').length, children: inline(heading[2] ?? '') });
      at += 1;
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      blocks.push({ type: 'rule' });
      at += 1;
    } else if (/^\s*>/.test(line)) {
      blocks.push({ type: 'quote', children: paragraph(take(/^\s*>/).map((quoted) => quoted.replace(/^\s*> ?/, ''))) });
    } else if (/^\s*\|.*\|\s*$/.test(line) && /^\s*\|[\s:|-]+\|\s*$/.test(lines[at + 1] ?? '')) {
      const rows = take(/^\s*\|.*\|\s*$/).filter((_, index) => index !== 1);
      blocks.push({ type: 'table', rows: rows.map(cells) });
    } else if (/^\s*([-*+]|\d+[.)])\s+/.test(line)) {
      const ordered = /^\s*\d/.test(line);
      const items = take(/^\s*([-*+]|\d+[.)])\s+/).map((item) => ({
        indent: Math.min(5, Math.floor((/^\s*/.exec(item)?.[0].length ?? 0) / 2)),
        children: inline(
          item.replace(/^\s*([-*+]|\d+[.)])\s+/, '').replace(/^\[( |x|X)\] /, (box) => (box === '[ ] ' ? '☐ ' : '☑ ')),
        ),
      }));
      blocks.push({ type: 'list', ordered, items });
    } else {
      blocks.push({
        type: 'paragraph',
        children: paragraph(take(/^(?!\s*$|\s*```|#{1,6}\s|\s*>|\s*([-*+]|\d+[.)])\s+)/)),
      });
    }
  }
  return blocks;
}

/** @param {string} row */
function cells(row) {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => inline(cell.trim().replaceAll('\\|', '|')));
}

/** @param {string[]} lines @returns {Inline[]} */
function paragraph(lines) {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [/** @type {Inline} */ ({ type: 'break' })] : []),
    ...inline(line),
  ]);
}

/** @type {[RegExp, (match: RegExpExecArray) => Inline | null][]} */
const inlineRules = [
  [/^\\([\\`*_{}[\]()#+.!~|>-])/, (match) => ({ type: 'text', text: match[1] ?? '' })],
  [/^`([^`]+)`/, (match) => ({ type: 'code', text: match[1] ?? '' })],
  [/^(\*\*|__)(?=\S)([\s\S]*?\S)\1/, (match) => ({ type: 'bold', children: inline(match[2] ?? '') })],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (match) => ({ type: 'strike', children: inline(match[1] ?? '') })],
  [/^([*_])(?=\S)([^*_]*?\S)\1(?![\p{L}\p{N}])/u, (match) => ({ type: 'italic', children: inline(match[2] ?? '') })],
  [
    /^!?\[([^\]]+)\]\((\S+?)(?:\s+"[^"]*")?\)/,
    (match) => {
      const url = safeUrl(match[2] ?? '');
      return url === undefined ? null : { type: 'link', url, label: match[1] ?? '' };
    },
  ],
  [/^<(https?:\/\/[^>\s]+)>/, (match) => ({ type: 'link', url: match[1] ?? '', label: '' })],
  [/^https?:\/\/[^\s<>]+[^\s<>.,;:!?)'"]/, (match) => ({ type: 'link', url: match[0], label: '' })],
  [/^:([a-z0-9_+-]+):/, (match) => ({ type: 'emoji', name: match[1] ?? '' })],
];

/**
 * @param {string} source
 * @returns {Inline[]}
 */
function inline(source) {
  /** @type {Inline[]} */
  const nodes = [];
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ type: 'text', text });
    text = '';
  };
  let at = 0;
  scan: while (at < source.length) {
    const rest = source.slice(at);
    // Only these begin anything; the rest of the text goes through fast.
    if (/^[\\`*_~![<:h]/.test(rest)) {
      const insideWord = at > 0 && /[\p{L}\p{N}]/u.test(source.charAt(at - 1));
      for (const [pattern, make] of inlineRules) {
        if (insideWord && /^[_h]/.test(rest)) break;
        const match = pattern.exec(rest);
        const node = match && make(match);
        if (!node) continue;
        flush();
        nodes.push(node);
        at += match[0].length;
        continue scan;
      }
    }
    text += source.charAt(at);
    at += 1;
  }
  flush();
  return nodes;
}
