import { z } from 'zod';
import { Decimal } from '../domain/decimal.ts';
import type { MetricDefinition, Unit } from '../domain/metric.ts';
import { EVIDENCE_SOURCES, SKILL_DIMENSIONS } from '../domain/skill-gap.ts';
import { materialGapOf } from './metrics/metric-row.ts';

/*
 * The thresholds file. Keys are those of the catalog in snake_case:
 *
 *   alpha: 0.01                      # for every role
 *   minimum_peers: 5
 *   improvement: 0.10
 *   roles: { SDR: { ramp_days: 45 } }
 *   transfer_grace_days: 14          # any number of Thresholds
 *   skills: { gap: 12 }              # any number of SkillThresholds
 *   daily_flags: { of_rep: 2 }       # any number of DailyFlagThresholds
 *   escalations: { E1: { below: 0.5 } }
 *   skill_samples: { talk_time_ratio: { ConvIntelligence: 10 } }   # for every role, or under roles
 *   metrics:
 *     AE.stage_conversion:
 *       minimum_sample: 10
 *       window_days: 63              # where the window trails; not per segment
 *       material_gap: 12%            # of the benchmark; or 0.12 in the metric's unit
 *       improvement: 0.12
 *       segments: { enterprise: { minimum_sample: 6 } }
 *
 * Every range keeps what the coaching rules promise: a pattern that is material and credible by these numbers, and does
 * not improve by them, reaches the second-line manager in its third week. So no number reaches where nothing could fire,
 * where any week's chance would restart the clock, or where missing data would end an episode: samples and gaps go up to
 * three times what is built in, the improvement lies between a twentieth and a quarter, the gaps that end an episode may
 * only grow, a rep is away only when most of a week is, peers that are needed stay few.
 *
 * No keys, on purpose: the third week and what it does (nothing may put it off); the week itself; the least peers that
 * are shown, 5 (nobody is to be guessed); the cuts of the robust z by the number of peers, its 1.4826 and its least
 * spread (simulated together, not chosen); shares that mean "the larger part" (mixed segments, the median); what a score
 * or a rate is made of (promoters, weights of a skill's parts); lengths of texts, lists and pictures; waits of the engine.
 */

const whole = (least: number, most: number) => z.int().min(least).max(most);
const number = (least: number, most: number) => z.number().min(least).max(most);
const decimal = (least: number, most: number) => number(least, most).transform((value) => new Decimal(value));

const sampleSchema = z.partialRecord(z.enum(EVIDENCE_SOURCES), whole(1, 50));
const skillSamplesSchema = z.partialRecord(z.enum(SKILL_DIMENSIONS), sampleSchema);
export type SkillSamples = z.output<typeof skillSamplesSchema>;

/** For metrics of every role, of one, and of a single metric or segment; the last of several holds. */
const clockShape = {
  improvement: decimal(0.05, 0.25),
  clear_weeks: whole(2, 6),
};

const roleShape = {
  ...clockShape,
  alpha: number(0.001, 0.1),
  minimum_peers: whole(5, 15),
  ramp_days: whole(0, 365),
  skill_samples: skillSamplesSchema,
};
const roleSchema = z.strictObject(roleShape).partial();
export type RoleOverride = z.output<typeof roleSchema>;

const commonShape = {
  transfer_grace_days: whole(0, 60),
  renewal_grace_days: whole(0, 90),
  same_renewal_days: whole(0, 180),
  renewal_opening_days: whole(7, 365),
  qbr_grace_days: whole(0, 60),
  qbr_move_days: whole(0, 90),
  new_account_days: whole(0, 90),
  inherited_account_days: whole(0, 180),
  revenue_handover_days: whole(0, 270),
  qbr_outcome_coverage: number(0, 0.9),
  trend_points: whole(2, 12),
  health_score_days: whole(7, 60),
  commit_day: whole(1, 45),
  skipped_stage_minutes: whole(0, 1440),
  talk_call_seconds: whole(0, 1800),
  reply_days: whole(1, 30),
  qualification_days: whole(1, 90),
  open_flag_days: whole(0, 60),
  milestone_accounts: whole(1, 10),
  e3_min_gap: number(0, 20),
  evidence_days: whole(28, 366),
  recurrence_days: whole(0, 730),
  medium_severity: number(1, 10),
  high_severity: number(1, 10),
  new_patterns_a_week: whole(1, 20),
  adoption_days: whole(0, 60),
  excluded_share: number(0.05, 0.5),
  available_share: number(0.2, 0.6),
  reminder_business_days: whole(1, 10),
  unowned_business_days: whole(1, 10),
} as const satisfies Record<string, z.ZodType<number>>;

const points = number(1, 60);

const skillShape = {
  gap: points,
  medium_gap: points,
  high_gap: points,
  least_score: number(0, 60),
  worst_discount: number(0.1, 1),
  worst_talk_excess: number(0.05, 1),
  objection_days: whole(1, 60),
  trend_weeks: whole(2, 52),
  trend_points: whole(2, 52),
  least_trend_points: whole(2, 52),
  trend_slope: number(0.1, 10),
} as const satisfies Record<string, z.ZodType<number>>;

const dailyFlagShape = {
  gap_times: number(1, 5),
  pace_below: number(0.2, 0.8),
  pace_start_at: number(0, 0.7),
  outreach_below: number(0.2, 0.8),
  outreach_days: whole(3, 15),
  clear_days: whole(1, 28),
  spacing_days: whole(1, 28),
  of_rep: whole(1, 20),
  rep_days: whole(1, 90),
  of_manager: whole(1, 50),
} as const satisfies Record<string, z.ZodType<number>>;

const escalationShapes = {
  E1: { below: number(0.2, 0.9), days_left_below: whole(14, 92) },
  E3: {
    window_days: whole(14, 60),
    least_calls: whole(3, 15),
    least_cohort: whole(5, 20),
    quantile: number(0.1, 0.5),
    measured_days: whole(10, 60),
    most_unmeasured_days: whole(7, 60),
    skill_days: whole(7, 91),
  },
  E4: {
    window_days: whole(14, 91),
    least_accounts: whole(3, 15),
    share_above: number(0.25, 0.75),
    least_coverage: number(0.3, 0.9),
    repeat_days: whole(7, 91),
  },
  E6: { onsets: whole(2, 6), window_days: whole(14, 91), repeat_days: whole(7, 91) },
} as const satisfies Record<string, Record<string, z.ZodType<number>>>;

const escalationsSchema = z
  .strictObject({
    E1: z.strictObject(escalationShapes.E1).partial(),
    E3: z.strictObject(escalationShapes.E3).partial(),
    E4: z.strictObject(escalationShapes.E4).partial(),
    E6: z.strictObject(escalationShapes.E6).partial(),
  })
  .partial();

/** Where a target of the unit can lie at all. */
const unitRanges: Readonly<Record<Unit, readonly [least: number, most: number]>> = {
  rate: [0, 1],
  ratio: [0, 2],
  share: [0, 1],
  score: [0, 100],
  sentiment: [-1, 1],
  days: [0, 3650],
  points: [-200, 200],
  points_per_28_days: [-100, 100],
  count: [0, 10_000],
};

function metricShapeOf(metric: MetricDefinition) {
  const { minimumSample, improvementFloor, unit, comparedWith, maxGapWeeks } = metric;
  const floor = improvementFloor.toNumber();
  const [least, most] = unitRanges[unit];
  return {
    ...clockShape,
    // A sample that is 1 by its nature cannot be asked to be more.
    minimum_sample: whole(1, minimumSample === 1 ? 1 : 3 * minimumSample),
    material_gap: materialGapSchema(metric),
    floor: decimal(floor / 5, floor * 5),
    target: comparedWith === 'target' ? decimal(most / 2, most) : decimal(least, most),
    limit: limitSchema(metric),
    start_at: decimal(0, 0.5),
    max_gap_weeks: whole(maxGapWeeks, 52),
  };
}

/** Up to three times the built-in one; as a share of the benchmark up to three quarters. */
function materialGapSchema({ materialGap }: MetricDefinition) {
  const most = materialGap.kind === 'absolute' ? materialGap.gap.times(3).toNumber() : LARGEST_SHARE;
  const faultOf = (gap: number | string): string | null => {
    if (typeof gap === 'number') {
      if (materialGap.kind === 'relative') return 'expected a percentage of the benchmark, such as 25%';
      return isBetween(gap, 0, most) ? null : `expected a number above 0 and up to ${most}`;
    }
    const isPercentage = /^\d{1,3}(\.\d+)?%$/.test(gap);
    return isPercentage && isBetween(Number.parseFloat(gap), 0, 100 * LARGEST_SHARE) ? null : EXPECTED_PERCENTAGE;
  };
  return z.union([z.number(), z.string()], EXPECTED_PERCENTAGE).transform((gap, context) => {
    const fault = faultOf(gap);
    if (fault === null) return materialGapOf(String(gap));
    context.addIssue({ code: 'custom', message: fault });
    return z.NEVER;
  });
}

const LARGEST_SHARE = 0.75;
const EXPECTED_PERCENTAGE =
  'expected a number in the unit of the metric, or a percentage such as 25%, above 0 and up to 75%';
const isBetween = (value: number, above: number, most: number) => value > above && value <= most;

/** From half to twice the built-in one; of counts up to five times. */
function limitSchema({ limit, unit }: MetricDefinition) {
  if (limit === null) return decimal(-1_000_000, 1_000_000);
  const value = limit.value.toNumber();
  const [a, b] = [value / 2, value * 2];
  return unit === 'count' ? decimal(1, 5 * Math.max(1, value)) : decimal(Math.min(a, b), Math.max(a, b));
}

const metricSchemaOf = (metric: MetricDefinition) => z.strictObject(metricShapeOf(metric)).partial();
export type MetricOverride = z.output<ReturnType<typeof metricSchemaOf>>;

/** What a thresholds file may hold for these metrics. Unknown keys and numbers out of range are refused. */
export function thresholdsFileSchema(metrics: readonly MetricDefinition[]) {
  const known = Object.fromEntries(
    metrics.map((metric) => {
      const segments = z.record(z.string().min(1), metricSchemaOf(metric));
      const own = { ...metricShapeOf(metric), window_days: windowSchema(metric), segments };
      return [metric.key, z.strictObject(own).partial().optional()];
    }),
  );
  return z
    .strictObject({
      ...roleShape,
      ...commonShape,
      roles: z.strictObject({ AE: roleSchema, AM: roleSchema, CSM: roleSchema, SDR: roleSchema }).partial(),
      metrics: z.strictObject(known),
      skills: z.strictObject(skillShape).partial(),
      daily_flags: z.strictObject(dailyFlagShape).partial(),
      escalations: escalationsSchema,
    })
    .partial();
}

/** Four weeks at least: less is noise; no more than twice the built-in one, for it hides what changes. */
function windowSchema({ window }: MetricDefinition) {
  return whole(28, window.kind === 'trailing' ? Math.min(366, 2 * window.days) : 366);
}
