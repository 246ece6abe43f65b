import { z } from 'zod';
import { Decimal } from '../domain/decimal.ts';
import type { MetricDefinition } from '../domain/metric.ts';
import { EVIDENCE_SOURCES, SKILL_DIMENSIONS } from '../domain/skill-gap.ts';
import { materialGapOf } from './metrics/metric-row.ts';

/*
 * The thresholds file. Keys are those of the catalog in snake_case:
 *
 *   alpha: 0.01                      # for every role
 *   minimum_peers: 5
 *   roles: { SDR: { ramp_days: 45 } }
 *   transfer_grace_days: 14          # any number of Thresholds
 *   skills: { gap: 12 }              # any number of SkillThresholds
 *   skill_samples: { talk_time_ratio: { ConvIntelligence: 10 } }   # for every role, or under roles
 *   metrics:
 *     AE.stage_conversion:
 *       minimum_sample: 10
 *       window_days: 63              # where the window trails; not per segment
 *       material_gap: 12%            # of the benchmark; or 0.12 in the metric's unit
 *       segments: { enterprise: { minimum_sample: 6 } }
 */

const whole = (least: number, most: number) => z.int().min(least).max(most);
const decimal = (least: number, most: number) =>
  z
    .number()
    .min(least)
    .max(most)
    .transform((value) => new Decimal(value));
const days = whole(0, 400);
const share = z.number().min(0).max(1);

const sampleSchema = z.partialRecord(z.enum(EVIDENCE_SOURCES), whole(1, 1_000_000));
const skillSamplesSchema = z.partialRecord(z.enum(SKILL_DIMENSIONS), sampleSchema);
export type SkillSamples = z.output<typeof skillSamplesSchema>;

const roleShape = {
  alpha: z.number().gt(0).max(0.5),
  minimum_peers: whole(2, 1000),
  ramp_days: days,
  skill_samples: skillSamplesSchema,
};
const roleSchema = z.strictObject(roleShape).partial();
export type RoleOverride = z.output<typeof roleSchema>;

const commonShape = {
  transfer_grace_days: days,
  renewal_grace_days: days,
  same_renewal_days: days,
  renewal_opening_days: days,
  qbr_grace_days: days,
  qbr_move_days: days,
  new_account_days: days,
  inherited_account_days: days,
  revenue_handover_days: days,
  qbr_outcome_coverage: share,
  trend_points: whole(2, 52),
  health_score_days: whole(1, 400),
  commit_day: whole(1, 90),
  skipped_stage_minutes: whole(0, 1440),
  talk_call_seconds: whole(0, 86_400),
  reply_days: whole(1, 60),
  qualification_days: whole(1, 400),
  open_flag_days: days,
  milestone_accounts: whole(1, 1000),
  e3_min_gap: z.number().min(0).max(100),
  evidence_days: whole(28, 366),
  recurrence_days: whole(0, 3650),
  medium_severity: z.number().min(1).max(100),
  high_severity: z.number().min(1).max(100),
} as const satisfies Record<string, z.ZodType<number>>;

const points = z.number().gt(0).max(100);

const skillShape = {
  gap: points,
  medium_gap: points,
  high_gap: points,
  least_score: z.number().min(0).max(100),
  worst_discount: z.number().gt(0).max(1),
  worst_talk_excess: z.number().gt(0).max(1),
  objection_days: whole(1, 60),
  trend_weeks: whole(2, 52),
  trend_points: whole(2, 52),
  least_trend_points: whole(2, 52),
  trend_slope: points,
} as const satisfies Record<string, z.ZodType<number>>;

const materialGap = z.union([
  z
    .number()
    .gt(0)
    .max(1_000_000)
    .transform((value) => materialGapOf(String(value))),
  z
    .string()
    .regex(/^\d{1,3}(\.\d+)?%$/, 'expected a number in the unit of the metric, or a percentage such as 25%')
    .refine((text) => Number.parseFloat(text) > 0, 'expected more than 0%')
    .transform(materialGapOf),
]);

const metricShape = {
  minimum_sample: whole(1, 1_000_000),
  material_gap: materialGap,
  floor: z
    .number()
    .gt(0)
    .max(1_000_000)
    .transform((value) => new Decimal(value)),
  target: decimal(-1_000_000, 1_000_000),
  limit: decimal(-1_000_000, 1_000_000),
  start_at: decimal(0, 1),
  max_gap_weeks: whole(1, 104),
};
const metricSchema = z.strictObject(metricShape).partial();
export type MetricOverride = z.output<typeof metricSchema>;

const segmentsSchema = z.record(z.string().min(1), metricSchema);

/** What a thresholds file may hold for these metrics. Unknown keys and numbers out of range are refused. */
export function thresholdsFileSchema(metrics: readonly MetricDefinition[]) {
  const metric = z.strictObject({ ...metricShape, window_days: whole(7, 366), segments: segmentsSchema }).partial();
  const known = Object.fromEntries(metrics.map(({ key }) => [key, metric.optional()]));
  return z
    .strictObject({
      ...roleShape,
      ...commonShape,
      roles: z.strictObject({ AE: roleSchema, AM: roleSchema, CSM: roleSchema, SDR: roleSchema }).partial(),
      metrics: z.strictObject(known),
      skills: z.strictObject(skillShape).partial(),
    })
    .partial();
}
