import type { Knex } from 'knex';
import { nextDigestDate } from '../../db/reads/next-digest-date.ts';
import { readerFacts } from '../../db/reads/reader.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import type { Reader } from '../messages/item-state.ts';

/** The reader's zone, the organisation's where the person has gone, and the next digest's date. */
export async function readerOf(db: Knex, personId: string, settings: OrganisationSettings, now: Date): Promise<Reader> {
  const person = await readerFacts(db, personId);
  const nextDigestOn = await nextDigestDate(db, settings, now);
  return { timeZone: person?.timeZone ?? settings.orgTz, nextDigestOn, currency: settings.reportingCurrency };
}
