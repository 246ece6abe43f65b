import type { Knex } from 'knex';
import { keptReadings } from '../db/reads/kept-readings.ts';
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
  const { metricKey, dimension, asOf, period, since, catalog } = look;
  const detail = { asked: 'evidence', metric: metricKey, dimension, as_of: asOf, period };
  const right = await rightTo(db, look, detail);
  const metric = catalog.find(metricKey);
  if (right === null || metric === undefined) return { outcome: 'not_found' };
  const isAsked = (one: Reading) =>
    one.metricKey === metricKey && one.dimension === dimension && one.windowStart === since;
  const ofDate = await readingsOfRep(db, look.repId, { asOf, period });
  // A rep is not to learn of a daily flag, not even that there is a number of that day.
  const kept = right.isSelf || period === 'month' ? [] : await keptReadings(db, look.repId, asOf);
  const reading = ofDate.findLast(isAsked) ?? kept.find(isAsked);
  if (reading === undefined) return { outcome: 'not_found' };
  const rows = async () => (await evidenceOf(db, { ...look, metric })) ?? { metric, readings: [], rows: [] };
  return { outcome: 'evidence', reading, isSelf: right.isSelf, rows };
}

/** Somebody asks for every number of a rep's week or month. */
export type NumbersLook = Pick<EvidenceLook, 'askerId' | 'repId' | 'asOf' | 'period' | 'settings' | 'now'>;

export type NumbersAnswer =
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'numbers'; readonly readings: readonly Reading[] };

/** The readings of a date, each of which has rows behind it; for the same people. */
export async function showNumbers(db: Knex, look: NumbersLook): Promise<NumbersAnswer> {
  const { repId, asOf, period } = look;
  const right = await rightTo(db, look, { asked: 'numbers', as_of: asOf, period });
  if (right === null) return { outcome: 'not_found' };
  const readings = await readingsOfRep(db, repId, { asOf, period });
  return readings.length === 0 ? { outcome: 'not_found' } : { outcome: 'numbers', readings };
}

async function rightTo(
  db: Knex,
  { askerId, repId, settings, now }: Pick<EvidenceLook, 'askerId' | 'repId' | 'settings' | 'now'>,
  detail: Record<string, string>,
): Promise<{ isSelf: boolean } | null> {
  const { may, isSelf } = await rightsToRep(db, { askerId, repId, orgTz: settings.orgTz, now });
  const isTheirs = may('evidence');
  await traceLook(db, { askerId, repId, action: isTheirs ? 'view.evidence' : 'view.refused', detail, now });
  return isTheirs ? { isSelf } : null;
}
