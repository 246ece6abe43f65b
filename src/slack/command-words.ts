import { isLocalDate, type LocalDate } from '../domain/local-date.ts';

/** Whom a word of a command names: an account, as Slack escapes a mention, or an e-mail address. */
export type NamedRep = { readonly slackUserId: string } | { readonly email: string };

const mention = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/;
const linkedEmail = /^<mailto:([^|>]+)(?:\|[^>]*)?>$/;
const email = /^[^\s@<>|]+@[^\s@<>|]+$/;

/** Null for a word that names nobody in one of these ways. */
export function namedRep(word: string): NamedRep | null {
  const slackUserId = mention.exec(word)?.[1];
  if (slackUserId !== undefined) return { slackUserId };
  const address = linkedEmail.exec(word)?.[1] ?? word;
  return email.test(address) ? { email: address } : null;
}

/** The first day of a month written YYYY-MM, or null; of years that every calendar here has. */
export function monthWord(word: string): LocalDate | null {
  const first = `${word}-01`;
  return /^[12]\d{3}-\d{2}$/.test(word) && isLocalDate(first) ? first : null;
}
