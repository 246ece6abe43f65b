/** Slack's limits in UTF-16 units, the stricter way of counting (Slack does not say which one it uses). */
export const limits = {
  messageBlocks: 50,
  /** Ours, of a message's blocks as JSON: Slack names no limit, and has an error for one. */
  messageCharacters: 40_000,
  viewBlocks: 100,
  text: 3000,
  fallbackText: 3000,
  field: 2000,
  altText: 2000,
  header: 150,
  button: 75,
  viewTitle: 24,
  option: 75,
  tableRows: 100,
  tableCharacters: 10_000,
  /** Ours: what Slack limits is the table. */
  tableCell: 300,
} as const;

const ELLIPSIS = '…';

/** Cuts a text that is escaped already, so that it fits with an ellipsis; never inside an entity or a character. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${headOf(text, limit - ELLIPSIS.length).trimEnd()}${ELLIPSIS}`;
}

/** Splits a text that is escaped already into parts that fit, at a line or a word where there is one. Nothing is lost. */
export function split(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const head = headOf(rest, limit);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' ')) + 1;
    const part = at > limit / 2 ? head.slice(0, at) : head;
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}

/** The first blocks, if there are too many; the last one shown says that there is more. */
export function cutBlocks<T>(blocks: readonly T[], limit: number, more: T): T[] {
  return blocks.length <= limit ? [...blocks] : [...blocks.slice(0, limit - 1), more];
}

/** At most `length` units from the start, without half an entity or half a character. */
function headOf(text: string, length: number): string {
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  const entity = head.lastIndexOf('&');
  const isHalf = entity >= 0 && !head.includes(';', entity) && /^&(amp|lt|gt);/.test(text.slice(entity));
  return isHalf ? head.slice(0, entity) : head;
}
