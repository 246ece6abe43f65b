import { nextDigestDate } from '../db/reads/next-digest-date.ts';
import type { Act, SlackContext } from './listener.ts';
import type { Reader } from './messages/item-state.ts';

/** The person who acts, as a reader of items. */
export async function readerOf({ person, now }: Act, { db, settings }: SlackContext): Promise<Reader> {
  const nextDigestOn = await nextDigestDate(db, settings, now);
  return { timeZone: person.timeZone, nextDigestOn, currency: settings.reportingCurrency };
}
