import type { Knex } from 'knex';
import { saveRecords } from '../../src/db/stores/metric-readings.ts';
import { readingPieces, readingRecord } from '../../src/db/stores/reading-record.ts';
import type { Reading } from '../../src/domain/metric.ts';

/** Keeps readings as a run does. @returns how many were new. */
export function saveReadings(db: Knex, readings: readonly Reading[]): Promise<number> {
  return saveRecords(
    db,
    readings.map((reading) => readingRecord(readingPieces(reading), reading)),
  );
}
