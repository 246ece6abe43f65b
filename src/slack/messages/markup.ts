import { inertLine } from './escape.ts';
import { cut, limits } from './limits.ts';

/** The longest piece of data within a line; names and accounts are far shorter. */
const PIECE = 200;

/** mrkdwn that we wrote: only `md` makes it, so text from data cannot get in without being made inert. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Template tag: our own words as they are, every value made inert and cut; Markup within Markup stays. */
export function md(words: TemplateStringsArray, ...values: (string | number | Markup)[]): Markup {
  const pieces = words.map((word, index) => {
    const value = values[index];
    if (value === undefined) return word;
    return word + (value instanceof Markup ? value.text : cut(inertLine(String(value)), PIECE));
  });
  return new Markup(pieces.join(''));
}

/** One below the other; null lines are left out. */
export function lines(...parts: (Markup | null)[]): Markup {
  return joined(parts, '\n');
}

/** One after the other as sentences; null ones are left out. */
export function sentences(...parts: (Markup | null)[]): Markup {
  return joined(parts, ' ');
}

function joined(parts: (Markup | null)[], separator: string): Markup {
  return new Markup(parts.flatMap((part) => (part === null ? [] : [part.text])).join(separator));
}

/** One below the other, in as many texts as that takes: a line is never cut where it fits a text of its own. */
export function inTexts(...parts: (Markup | null)[]): Markup[] {
  const texts: Markup[] = [];
  for (const part of parts) {
    if (part === null) continue;
    const last = texts.at(-1);
    if (last === undefined || last.text.length + 1 + part.text.length > limits.text) texts.push(part);
    else texts[texts.length - 1] = lines(last, part);
  }
  return texts;
}

/** The words of a Markup as plain text, where nothing is formatted: bold marks gone, entities back to signs. */
export function asPlain({ text }: Markup): string {
  return text.replaceAll('*', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
