import type { Knex } from 'knex';
import { keptReadings } from '../db/reads/kept-readings.ts';
import { personWithId } from '../db/reads/person-named.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { Reading } from '../domain/metric.ts';
import { type EvidenceQuestion, evidenceOf } from './list-evidence.ts';
import { rightsToRep, traceLook } from './look-at-rep.ts';

/** Somebody asks why they are shown a number. */
export interface EvidenceLook extends Omit<EvidenceQuestion, 'metric'> {
  readonly askerId: string;
  readonly metricKey: string;
  readonly dimension: string;
  /** When the number's window begins. */
  readonly since: LocalDate;
}

export type EvidenceAnswer =
  /** There is no such number, or it is not the asker's to see. The asker cannot tell which. */
  | { readonly outcome: 'not_found' }
  | {
      readonly outcome: 'evidence';
      readonly reading: Reading;
      readonly isSelf: boolean;
      /** Reads the sources, which may take a while. */
      readonly rows: () => Promise<Evidence>;
    };

/**
 * The rows behind one number: for the rep themselves, who answers for them, and the second-line manager while an
 * escalation is open. The trail keeps every look, and every refusal.
 */
export async function showEvidence(db: Knex, look: EvidenceLook): Promise<EvidenceAnswer> {
  const right = await rightTo(db, look);
  if (right === null) return refuse(db, look, 'evidence');
  const metric = look.catalog.find(look.metricKey);
  const reading = metric && (await readingOf(db, look, right));
  // Of a number that there is none of, what it was called is left out: whoever asked may have written it.
  const { metricKey, dimension } = look;
  await trace(db, look, {
    action: 'view.evidence',
    asked: 'evidence',
    ...(reading && { metric: metricKey, dimension }),
  });
  if (metric === undefined || reading === undefined) return { outcome: 'not_found' };
  const rows = async () => (await evidenceOf(db, { ...look, metric })) ?? { metric, readings: [], rows: [] };
  return { outcome: 'evidence', reading, isSelf: right.isSelf, rows };
}

async function readingOf(
  db: Knex,
  { repId, metricKey, dimension, since, asOf, period }: EvidenceLook,
  { isSelf }: { isSelf: boolean },
): Promise<Reading | undefined> {
  const isAsked = (one: Reading) =>
    one.metricKey === metricKey && one.dimension === dimension && one.windowStart === since;
  const ofDate = await readingsOfRep(db, repId, { asOf, period });
  // A rep is not to learn of a daily flag, not even that there is a number of that day.
  const kept = isSelf || period === 'month' ? [] : await keptReadings(db, repId, asOf);
  return ofDate.findLast(isAsked) ?? kept.find(isAsked);
}

/** Somebody asks for every number of a rep's week or month. */
export type NumbersLook = Pick<EvidenceLook, 'askerId' | 'repId' | 'asOf' | 'period' | 'settings' | 'now'>;

export type NumbersAnswer =
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'numbers'; readonly readings: readonly Reading[] };

/** The readings of a date, each of which has rows behind it; for the same people. */
export async function showNumbers(db: Knex, look: NumbersLook): Promise<NumbersAnswer> {
  const { repId, asOf, period } = look;
  if ((await rightTo(db, look)) === null) return refuse(db, look, 'numbers');
  await trace(db, look, { action: 'view.evidence', asked: 'numbers' });
  const readings = await readingsOfRep(db, repId, { asOf, period });
  return readings.length === 0 ? { outcome: 'not_found' } : { outcome: 'numbers', readings };
}

async function rightTo(
  db: Knex,
  { askerId, repId, settings, now }: NumbersLook,
): Promise<{ readonly isSelf: boolean } | null> {
  const { may, isSelf } = await rightsToRep(db, { askerId, repId, orgTz: settings.orgTz, now });
  return may('evidence') ? { isSelf } : null;
}

async function refuse(db: Knex, look: NumbersLook, asked: string): Promise<{ readonly outcome: 'not_found' }> {
  const rep = await personWithId(db, look.repId);
  await trace(db, { ...look, repId: rep?.personId ?? null }, { action: 'view.refused', asked });
  return { outcome: 'not_found' };
}

function trace(
  db: Knex,
  { askerId, repId, asOf, period, now }: Omit<NumbersLook, 'repId'> & { readonly repId: string | null },
  { action, ...named }: { action: string; asked: string; metric?: string; dimension?: string },
): Promise<void> {
  return traceLook(db, { askerId, repId, action, detail: { ...named, as_of: asOf, period }, now });
}
