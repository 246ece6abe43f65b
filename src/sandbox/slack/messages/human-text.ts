import type { JsonObject } from '../blocks/rules.ts';
import type { Person } from '../control-contract.ts';
import type { Workspace } from '../workspace.ts';

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type Piece = { text: string } | { user: Person } | { url: string };

/** People by the names that can follow an `@`, the longest first, so that "Ada Miller" wins over "Ada". */
function mentionable(workspace: Workspace): { name: string; person: Person }[] {
  return workspace.directory
    .all()
    .flatMap((person) => [person.real_name, person.name].filter(Boolean).map((name) => ({ name, person })))
    .sort((a, b) => b.name.length - a.name.length);
}

function pieces(workspace: Workspace, text: string): Piece[] {
  const names = mentionable(workspace);
  const found: Piece[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const [piece, length] = pieceAt(workspace, names, rest, at === 0 || /[\s(]/.test(text[at - 1] ?? ''));
    if (piece) {
      if (plain) found.push({ text: plain });
      plain = '';
      found.push(piece);
    } else {
      plain += rest[0];
    }
    at += length;
  }
  if (plain) found.push({ text: plain });
  return found;
}

function pieceAt(
  workspace: Workspace,
  names: ReturnType<typeof mentionable>,
  rest: string,
  wordStarts: boolean,
): [Piece | undefined, number] {
  if (!wordStarts) return [undefined, 1];
  if (rest.startsWith('@')) {
    const lower = rest.slice(1).toLowerCase();
    const hit = names.find(
      ({ name }) => lower.startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}_]/u.test(rest.slice(1 + name.length)),
    );
    if (hit) return [{ user: hit.person }, 1 + hit.name.length];
  }
  const id = /^<@([A-Z0-9]+)(?:\|[^>]*)?>/.exec(rest);
  const person = id?.[1] ? workspace.directory.byId(id[1]) : undefined;
  if (id && person) return [{ user: person }, id[0].length];
  const url = /^https?:\/\/[^\s<>]+/.exec(rest);
  if (url) return [{ url: url[0] }, url[0].length];
  return [undefined, 1];
}

/** A slash command's text with `should_escape`: `<@U…|handle>` for mentions, links in angle brackets. */
export function escapedCommandText(workspace: Workspace, text: string): string {
  return pieces(workspace, text)
    .map((piece) => {
      if ('user' in piece) return `<@${piece.user.id}|${piece.user.name}>`;
      if ('url' in piece) return `<${piece.url}>`;
      return escapeText(piece.text);
    })
    .join('');
}

/** What a person typed, as Slack stores it: escaped text with `<@U…>` mentions, and the same as a rich_text block. */
export function humanMessage(workspace: Workspace, typed: string): { text: string; blocks: JsonObject[] } {
  const parts = pieces(workspace, typed);
  const text = parts
    .map((piece) =>
      'user' in piece ? `<@${piece.user.id}>` : 'url' in piece ? `<${piece.url}>` : escapeText(piece.text),
    )
    .join('');
  const elements = parts.map((piece) => {
    if ('user' in piece) return { type: 'user', user_id: piece.user.id };
    if ('url' in piece) return { type: 'link', url: piece.url };
    return { type: 'text', text: piece.text };
  });
  return { text, blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }] };
}
