import { z } from 'zod';
import { Decimal } from '../../domain/decimal.ts';
import { type DigestContent, standings } from '../../domain/digest.ts';
import { isLocalDate, type LocalDate } from '../../domain/local-date.ts';
import { BENCHMARK_KINDS, type MetricKey, ROLES, STATUSES, type Unit } from '../../domain/metric.ts';
import { SEVERITIES } from '../../domain/pattern.ts';
import { EVIDENCE_SOURCES, SKILL_DIMENSIONS, TRENDS } from '../../domain/skill-gap.ts';

/** Decimals are stored as text, as `JSON.stringify` writes them. */
const decimal = z.string().transform((text, context) => {
  try {
    return new Decimal(text);
  } catch {
    context.addIssue({ code: 'custom', message: `expected a number, found "${text}"` });
    return z.NEVER;
  }
});
const nullableDecimal = decimal.nullable();
const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'expected YYYY-MM-DD');
/** Digests from before a field was kept have none. */
const laterDate = date.nullable().default(null);
const role = z.enum(ROLES);
const metricKey = z.custom<MetricKey>(
  (value) => typeof value === 'string' && ROLES.some((one) => value.startsWith(`${one}.`)),
  'expected ROLE.metric',
);
const units = [
  'rate',
  'ratio',
  'share',
  'score',
  'sentiment',
  'days',
  'points',
  'points_per_28_days',
  'count',
] as const satisfies readonly Unit[];

const count = z.number().int().nonnegative();
const checkedValue = z.object({ on: date, value: decimal });

const measured = {
  metricKey,
  dimension: z.string(),
  title: z.string(),
  unit: z.enum(units),
  direction: z.enum(['higher', 'lower']),
  benchmark: nullableDecimal,
  benchmarkKind: z.enum(BENCHMARK_KINDS),
  peerCount: z.number().int(),
};

const check = { asOf: date };
const pictures = z.object({
  trend: z
    .object({
      title: z.string(),
      unit: z.enum(units),
      direction: z.enum(['higher', 'lower']),
      comparedWith: z.enum(BENCHMARK_KINDS),
      points: z.array(z.object({ ...check, value: nullableDecimal, benchmark: nullableDecimal, flagged: z.boolean() })),
    })
    .nullable(),
  pace: z
    .object({
      quarter: z.object({ start: date, end: date }),
      quota: decimal,
      currency: z.string(),
      checks: z.array(z.object({ ...check, closed: decimal, closedAndCommitted: decimal, pace: decimal })),
    })
    .nullable(),
  book: z
    .object({
      weeks: z.array(
        z.object({
          ...check,
          tiers: z.object({ Critical: count, High: count, Medium: count, Low: count }),
          unscored: count,
        }),
      ),
    })
    .nullable(),
});

/** What `digest.content` holds. */
export const digestContentSchema: z.ZodType<DigestContent> = z.object({
  periodMonth: date,
  repId: z.string(),
  role,
  summary: z.array(
    z.object({
      ...measured,
      value: nullableDecimal,
      sampleSize: z.number().int(),
      minimumSample: z.number().int(),
      observations: z.string(),
      status: z.enum(STATUSES),
      standing: z.enum(standings),
      windowStart: laterDate,
      windowEnd: laterDate,
      previousValue: nullableDecimal,
    }),
  ),
  diagnosis: z.array(
    z.object({
      ...measured,
      weeks: z.number().int(),
      firstOn: laterDate,
      firstValue: nullableDecimal,
      lastOn: laterDate,
      lastValue: nullableDecimal,
      outcome: z.enum(['seen', 'improved', 'over']),
    }),
  ),
  skills: z
    .array(
      z.object({
        dimension: z.enum(SKILL_DIMENSIONS),
        severity: z.enum(SEVERITIES).nullable(),
        trend: z.enum(TRENDS),
        score: decimal,
        peerMedian: nullableDecimal,
        percentile: nullableDecimal,
        size: count,
        source: z.enum(EVIDENCE_SOURCES),
        assessmentDate: date,
      }),
    )
    .default([]),
  actions: z.array(
    z.object({
      coachingId: z.string(),
      title: z.string(),
      text: z.string(),
      improvedSince: z.boolean(),
      progress: z
        .object({ unit: z.enum(units), suggested: checkedValue, latest: checkedValue.nullable() })
        .nullable()
        .default(null),
    }),
  ),
  pictures: pictures.default({ trend: null, pace: null, book: null }),
});
