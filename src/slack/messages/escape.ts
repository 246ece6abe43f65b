/**
 * Text from data and from people, made inert for Slack: no mention, link, emoji code or formatting can come from it, and
 * nothing in it can turn the reading direction of what we write around it.
 */

/**
 * Control characters except line breaks, the marks that turn the reading direction, and what has no width; but for the
 * two that join and part letters and signs.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Marks that mrkdwn reads as formatting, and the signs that look like them and mean nothing. */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** For plain_text: Slack's three special characters as entities, line breaks kept. */
export function inertText(text: string): string {
  return escapeEntities(text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(INVISIBLE, ''));
}

/** For a piece of a mrkdwn line: as `inertText`, on one line and without formatting marks or emoji codes. */
export function inertLine(text: string): string {
  const line = onOneLine(text);
  const unmarked = line.replace(/[*_~`]/g, (mark) => LOOKALIKES[mark] ?? '').replace(/:(?=[a-z0-9+'ˍ-]+:)/gi, '꞉');
  return escapeEntities(unmarked);
}

/** For a table's raw_text cell, which Slack shows literally and never empty. */
export function inertCell(text: string): string {
  return onOneLine(text) || '–';
}

/** What has no width goes first: some of it counts as a space. */
function onOneLine(text: string): string {
  return text
    .replace(/[\t\v\f\r]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
