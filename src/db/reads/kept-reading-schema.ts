import { z } from 'zod';
import { Decimal } from '../../domain/decimal.ts';
import { isLocalDate, type LocalDate } from '../../domain/local-date.ts';
import { BENCHMARK_KINDS, type MetricKey, PERIODS, type Reading, ROLES, STATUSES } from '../../domain/metric.ts';

/** Decimals are kept as text, as `JSON.stringify` writes them. */
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?(e[+-]\d+)?$/, 'expected a number')
  .transform((text) => new Decimal(text))
  .nullable();
const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'expected YYYY-MM-DD');
const metricKey = z.custom<MetricKey>(
  (value) => typeof value === 'string' && ROLES.some((role) => value.startsWith(`${role}.`)),
  'expected ROLE.metric',
);

/** A reading that the daily run keeps with what it led to: a whole one, of a day, that is no row of `metric_reading`. */
export const keptReadingSchema: z.ZodType<Reading> = z.object({
  repId: z.string(),
  role: z.enum(ROLES),
  metricKey,
  dimension: z.string(),
  segment: z.string().nullable(),
  period: z.enum(PERIODS),
  asOf: date,
  windowStart: date,
  windowEnd: date,
  definitionVersion: z.int(),
  numerator: decimal,
  denominator: decimal,
  sampleSize: z.int(),
  minimumSample: z.int().nullable(),
  newEvidence: z.int(),
  value: decimal,
  benchmark: decimal,
  benchmarkKind: z.enum(BENCHMARK_KINDS),
  peerCount: z.int(),
  gap: decimal,
  percentile: decimal,
  evidenceStart: date.nullable(),
  evidenceNumerator: decimal,
  evidenceSize: z.int().nullable(),
  evidenceBenchmark: decimal,
  seriesCount: z.int().nullable(),
  criticalZ: decimal,
  status: z.enum(STATUSES),
  material: z.boolean(),
  credible: z.boolean(),
  fired: z.boolean(),
  companions: z.record(z.string(), z.unknown()),
});
