import type { RichTextBlock, RichTextLink, RichTextList, RichTextSection, RichTextText } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import type { EvidenceRow } from '../../domain/evidence.ts';
import { inertCell } from './escape.ts';
import { cut } from './limits.ts';

/** The longest piece of a row. */
const PIECE = 200;
const LONGEST_LINK = 2000;

/**
 * Rows as a list. Rich text is shown as it is written, so nothing in the data can become a mention or a format.
 * @param heading our own words.
 */
export function evidenceList(rows: readonly EvidenceRow[], heading?: string): RichTextBlock {
  const title = (text: string): RichTextSection => ({
    type: 'rich_text_section',
    elements: [{ type: 'text', text, style: { bold: true } }],
  });
  const list: RichTextList = {
    type: 'rich_text_list',
    style: 'bullet',
    elements: rows.map((row) => ({ type: 'rich_text_section', elements: elementsOf(row) })),
  };
  return { type: 'rich_text', elements: heading === undefined ? [list] : [title(heading), list] };
}

/** Whom it is about comes first, for people know accounts; what the source calls the row stands behind, to look it up. */
function elementsOf({ on, name, account, link, value, leftOut }: EvidenceRow): (RichTextText | RichTextLink)[] {
  const url = safeLink(link);
  const outcome = inert(leftOut ?? value ?? '');
  const [before, after] =
    account === null
      ? [`${formatDate(on)}  `, `: ${outcome}`]
      : [`${formatDate(on)}  ${inert(account)}: ${outcome} (`, ')'];
  if (url === null) return [{ type: 'text', text: `${before}${inert(name)}${after}` }];
  return [
    { type: 'text', text: before },
    { type: 'link', url, text: inert(name) },
    { type: 'text', text: after },
  ];
}

function inert(text: string): string {
  return cut(inertCell(text), PIECE);
}

/** Only addresses of the web, whole and written in one way; what else a source holds is no link. */
function safeLink(link: string | null): string | null {
  if (link === null || !URL.canParse(link)) return null;
  const { protocol, username, password, href } = new URL(link);
  const isWeb = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return isWeb && href.length <= LONGEST_LINK ? href : null;
}
