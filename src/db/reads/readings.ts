import type { Knex } from 'knex';
import { nullableDecimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { BenchmarkKind, MetricKey, Period, Reading, Role, Status } from '../../domain/metric.ts';

interface Row {
  rep_id: string;
  role: Role;
  metric_key: MetricKey;
  dimension: string;
  segment: string | null;
  period: Period;
  as_of: LocalDate;
  window_start: LocalDate;
  window_end: LocalDate;
  definition_version: number;
  numerator: string | null;
  denominator: string | null;
  sample_size: number;
  minimum_sample: number | null;
  new_evidence: number;
  value: string | null;
  benchmark: string | null;
  benchmark_kind: BenchmarkKind;
  peer_count: number;
  gap: string | null;
  percentile: string | null;
  evidence_start: LocalDate | null;
  evidence_numerator: string | null;
  evidence_size: number | null;
  evidence_benchmark: string | null;
  series_count: number | null;
  critical_z: string | null;
  status: Status;
  material: boolean;
  credible: boolean;
  fired: boolean;
  companions: Record<string, unknown>;
}

/** One rep's readings of a week or month, in order of metric and dimension. */
export async function readingsOfRep(
  db: Knex,
  repId: string,
  run: { readonly asOf: LocalDate; readonly period: Period },
): Promise<Reading[]> {
  const rows = await db<Row>('metric_reading')
    .where({ rep_id: repId, as_of: run.asOf, period: run.period })
    .orderBy(['metric_key', 'dimension', 'definition_version'])
    .select();
  return rows.map(readingOf);
}

/** The readings of some reps of a week or month, in order of rep, metric and dimension. */
export async function readingsOfReps(
  db: Knex,
  repIds: readonly string[],
  run: { readonly asOf: LocalDate; readonly period: Period },
): Promise<Reading[]> {
  const rows = await db<Row>('metric_reading')
    .whereIn('rep_id', [...repIds])
    .andWhere({ as_of: run.asOf, period: run.period })
    .orderBy(['rep_id', 'metric_key', 'dimension', 'definition_version'])
    .select();
  return rows.map(readingOf);
}

/** Every reading of a week or month, in order of rep, metric and dimension. */
export async function readingsOfRun(
  db: Knex,
  run: { readonly asOf: LocalDate; readonly period: Period },
): Promise<Reading[]> {
  const rows = await db<Row>('metric_reading')
    .where({ as_of: run.asOf, period: run.period })
    .orderBy(['rep_id', 'metric_key', 'dimension', 'definition_version'])
    .select();
  return rows.map(readingOf);
}

function readingOf(row: Row): Reading {
  return {
    repId: row.rep_id,
    role: row.role,
    metricKey: row.metric_key,
    dimension: row.dimension,
    segment: row.segment,
    period: row.period,
    asOf: row.as_of,
    windowStart: row.window_start,
    windowEnd: row.window_end,
    definitionVersion: row.definition_version,
    numerator: nullableDecimal(row.numerator),
    denominator: nullableDecimal(row.denominator),
    sampleSize: row.sample_size,
    minimumSample: row.minimum_sample,
    newEvidence: row.new_evidence,
    value: nullableDecimal(row.value),
    benchmark: nullableDecimal(row.benchmark),
    benchmarkKind: row.benchmark_kind,
    peerCount: row.peer_count,
    gap: nullableDecimal(row.gap),
    percentile: nullableDecimal(row.percentile),
    evidenceStart: row.evidence_start,
    evidenceNumerator: nullableDecimal(row.evidence_numerator),
    evidenceSize: row.evidence_size,
    evidenceBenchmark: nullableDecimal(row.evidence_benchmark),
    seriesCount: row.series_count,
    criticalZ: nullableDecimal(row.critical_z),
    status: row.status,
    material: row.material,
    credible: row.credible,
    fired: row.fired,
    companions: row.companions,
  };
}
