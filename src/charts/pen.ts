import { palette } from './palette.ts';
import { element, escapeText, type Point } from './svg.ts';
import { BOLD, FAMILY, type Typeface } from './typeface.ts';

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A colour around the letters, where something may run behind them. */
  readonly halo?: string;
}

/** Ten points on a phone; below this there is little to read. */
export const TEXT_SIZE = 14;

/** Writes into a picture what its typeface can write. A character that it lacks is left out, never drawn as a box. */
export interface Pen {
  text(at: Point, content: string, style?: TextStyle): string;
  width(content: string, style?: TextStyle): number;
  /** The content, shortened with an ellipsis where it is wider than there is room. */
  fit(content: string, room: number, style?: TextStyle): string;
  /** The content in as many lines as it takes; only a word wider than the room is shortened. */
  wrap(content: string, room: number, style?: TextStyle): string[];
  /** Without what cannot be written. */
  writable(content: string): string;
}

export function createPen({ regular, bold }: Pick<Typeface, 'regular' | 'bold'>): Pen {
  const writable = (content: string): string =>
    [...content.normalize('NFC').replace(/\s+/gu, ' ')]
      .filter((character) => !/\p{C}/u.test(character) && regular.has(character.codePointAt(0) ?? 0))
      .join('')
      .replace(/ {2,}/g, ' ')
      .trim();
  const width = (content: string, style: TextStyle = {}): number =>
    (style.bold ? bold : regular).width(writable(content), style.size ?? TEXT_SIZE);
  const fitted = (content: string, room: number, style: TextStyle = {}): string => {
    if (width(content, style) <= room) return writable(content);
    const kept = [...writable(content)];
    while (kept.length > 0 && width(`${kept.join('')}…`, style) > room) kept.pop();
    return `${kept.join('').trimEnd()}…`;
  };
  return {
    writable,
    width,
    fit: fitted,
    wrap(content, room, style = {}) {
      const lines: string[] = [];
      for (const word of writable(content).split(' ')) {
        const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
        if (lines.length > 0 && width(longer, style) <= room) lines[lines.length - 1] = longer;
        else lines.push(fitted(word, room, style));
      }
      return lines;
    },
    text(at, content, style = {}) {
      const attributes = {
        ...at,
        'font-family': FAMILY,
        'font-size': style.size ?? TEXT_SIZE,
        ...(style.bold && { 'font-weight': BOLD }),
        fill: style.fill ?? palette.text,
        ...(style.anchor && { 'text-anchor': style.anchor }),
        ...(style.halo && {
          stroke: style.halo,
          'stroke-width': 5,
          'stroke-linejoin': 'round',
          'paint-order': 'stroke',
        }),
      };
      return element('text', attributes, escapeText(writable(content)));
    },
  };
}
