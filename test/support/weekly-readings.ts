import type { Knex } from 'knex';
import { Decimal } from '../../src/domain/decimal.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { reading } from '../slack/messages/sample.ts';
import { saveReadings } from './save-readings.ts';

/** A flagged week of a rep, as the weekly run would read it, unless the change says otherwise. */
export async function giveReading(
  db: Knex,
  repId: string,
  asOf: LocalDate,
  change: Partial<Reading> = {},
): Promise<void> {
  const flagged = { status: 'ok', material: true, credible: true, fired: true, newEvidence: 3 } as const;
  await saveReadings(db, [{ ...reading({ repId }), asOf, value: new Decimal('0.2'), ...flagged, ...change }]);
}
