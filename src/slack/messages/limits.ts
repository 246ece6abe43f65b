/** Slack's limits in UTF-16 units, the stricter way of counting (Slack does not say which one it uses). */
export const limits = {
  messageBlocks: 50,
  /** Ours, of a message's blocks as JSON: Slack names no limit, and has an error for one. */
  messageCharacters: 40_000,
  viewBlocks: 100,
  /** Of its blocks: Slack takes 250 KB, with what is around them. */
  viewBytes: 240_000,
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

/**
 * As many blocks from the start as a view takes; if that is not all, the last one says that there is more.
 * @param foot what stands below them, whatever is left out
 */
export function cutToView<T>(blocks: readonly T[], more: T, foot: readonly T[] = []): T[] {
  let bytes = bytesOf([more, ...foot]);
  const tooMany = blocks.findIndex((block, index) => {
    bytes += bytesOf(block);
    return bytes > limits.viewBytes || index + foot.length >= limits.viewBlocks;
  });
  if (tooMany === -1) return [...blocks, ...foot];
  const most = Math.min(tooMany, limits.viewBlocks - foot.length - 1);
  return [...blocks.slice(0, most), more, ...foot];
}

const bytesOf = (block: unknown): number => new TextEncoder().encode(JSON.stringify(block)).length + 1;

/** At most `length` units from the start, without half an entity or half a character. */
function headOf(text: string, length: number): string {
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  const entity = head.lastIndexOf('&');
  const isHalf = entity >= 0 && !head.includes(';', entity) && /^&(amp|lt|gt);/.test(text.slice(entity));
  return isHalf ? head.slice(0, entity) : head;
}
