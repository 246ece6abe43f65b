import type { Knex } from 'knex';
import { nullableNumericText } from '../../domain/decimal.ts';
import type { Reading } from '../../domain/metric.ts';

const ROWS_A_STATEMENT = 2_000;

/** Rows go as one text: that many parameters take longer to write and to read than to store. */
const SAVE_SQL = `
insert into metric_reading
select * from json_populate_recordset(cast(null as metric_reading), cast(:rows as json))
on conflict (rep_id, metric_key, dimension, as_of, period, definition_version) do nothing`;

/**
 * Keeps readings for good: one that is already there stays as it is, so that a run repeated changes nothing.
 * @returns how many were new.
 */
export async function saveReadings(db: Knex, readings: readonly Reading[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < readings.length; from += ROWS_A_STATEMENT) {
    const rows = readings.slice(from, from + ROWS_A_STATEMENT).map(rowOf);
    const { rowCount } = await db.raw<{ rowCount: number }>(SAVE_SQL, { rows: JSON.stringify(rows) });
    added += rowCount;
  }
  return added;
}

function rowOf(reading: Reading) {
  return {
    rep_id: reading.repId,
    role: reading.role,
    metric_key: reading.metricKey,
    dimension: reading.dimension,
    segment: reading.segment,
    period: reading.period,
    as_of: reading.asOf,
    window_start: reading.windowStart,
    window_end: reading.windowEnd,
    definition_version: reading.definitionVersion,
    numerator: nullableNumericText(reading.numerator),
    denominator: nullableNumericText(reading.denominator),
    sample_size: reading.sampleSize,
    minimum_sample: reading.minimumSample,
    new_evidence: reading.newEvidence,
    value: nullableNumericText(reading.value),
    benchmark: nullableNumericText(reading.benchmark),
    benchmark_kind: reading.benchmarkKind,
    peer_count: reading.peerCount,
    gap: nullableNumericText(reading.gap),
    percentile: nullableNumericText(reading.percentile),
    evidence_start: reading.evidenceStart,
    evidence_numerator: nullableNumericText(reading.evidenceNumerator),
    evidence_size: reading.evidenceSize,
    evidence_benchmark: nullableNumericText(reading.evidenceBenchmark),
    series_count: reading.seriesCount,
    critical_z: nullableNumericText(reading.criticalZ),
    status: reading.status,
    material: reading.material,
    credible: reading.credible,
    fired: reading.fired,
    companions: reading.companions,
  };
}
