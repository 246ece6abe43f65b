import type { Pen } from './pen.ts';

/**
 * A person's name as the picture's typeface can write it: whole, else what it has of it, else initials where it has
 * those, else their number in the picture. The alternative text has the whole name with that number.
 */
export function shownName(name: string, number: number, pen: Pick<Pen, 'writable'>): string {
  const written = pen.writable(name);
  if (lettersOf(written) >= 2) return tidy(written);
  const initials = name
    .normalize('NFD')
    .split(/\s+/u)
    .map((word) => pen.writable(word).match(/\p{L}/u)?.[0] ?? '')
    .join('');
  return initials === '' ? `No. ${number}` : `${initials.toUpperCase()}.`;
}

/** Brackets and marks around what was left out say nothing any more. */
function tidy(name: string): string {
  return name
    .replace(/[([{]\s*[)\]}]/gu, '')
    .replace(/\s{2,}/gu, ' ')
    .replace(/^[\s,;·-]+|[\s,;·-]+$/gu, '');
}

function lettersOf(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
