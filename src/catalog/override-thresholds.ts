import { z } from 'zod';
import { Decimal } from '../domain/decimal.ts';
import type { MetricDefinition, MetricThresholds } from '../domain/metric.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import { materialGapOf } from './metrics/metric-row.ts';
import type { RoleThresholds, Thresholds } from './thresholds.ts';

/*
 * The thresholds file. Keys are those of the catalog in snake_case:
 *
 *   alpha: 0.01                      # for every role
 *   minimum_peers: 5
 *   roles: { SDR: { ramp_days: 45 } }
 *   transfer_grace_days: 14          # any number of Thresholds
 *   skills: { gap: 12 }              # any number of SkillThresholds
 *   metrics:
 *     AE.stage_conversion:
 *       minimum_sample: 10
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

const roleShape = { alpha: z.number().gt(0).max(0.5), minimum_peers: whole(2, 1000), ramp_days: days };
const roleSchema = z.strictObject(roleShape).partial();

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
type MetricOverride = z.output<typeof metricSchema>;

const segmentsSchema = z.record(z.string().min(1), metricSchema);

/** A key of the file with what is wrong about it. */
export interface ThresholdFault {
  readonly key: string;
  readonly found: string;
}

export type Overridden =
  | { readonly faults: readonly []; readonly catalog: Catalog }
  | { readonly faults: readonly [ThresholdFault, ...ThresholdFault[]] };

/**
 * The catalog with what a thresholds document sets otherwise.
 * @param document what the file holds; null for an empty one.
 * @returns the catalog, or every fault: unknown keys and numbers out of range.
 */
export function overriddenCatalog(base: Catalog, document: unknown): Overridden {
  const schema = fileSchema(base.metrics);
  const parsed = schema.safeParse(document ?? {});
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  const { alpha, minimum_peers, ramp_days, roles = {}, metrics = {}, skills = {}, ...common } = parsed.data;
  const everyRole = { alpha, minimum_peers, ramp_days };
  const known = base.thresholds.roles;
  const thresholds: Thresholds = {
    ...base.thresholds,
    ...inCamelCase(common),
    skills: { ...base.thresholds.skills, ...inCamelCase(skills) },
    roles: {
      AE: roleThresholds(known.AE, everyRole, roles.AE),
      AM: roleThresholds(known.AM, everyRole, roles.AM),
      CSM: roleThresholds(known.CSM, everyRole, roles.CSM),
      SDR: roleThresholds(known.SDR, everyRole, roles.SDR),
    },
  };
  const overrides = new Map(Object.entries(metrics));
  const faults: ThresholdFault[] = [];
  const definitions = base.metrics.map((metric) => {
    const { segments = {}, ...own } = overrides.get(metric.key) ?? {};
    faults.push(...unfit(metric, own, `metrics.${metric.key}`));
    const bySegment = Object.entries(segments).map(([segment, override]) => {
      faults.push(...unfit(metric, override, `metrics.${metric.key}.segments.${segment}`));
      return [segment, metricThresholds(metric, override)] as const;
    });
    return { ...metric, ...metricThresholds(metric, own), segments: new Map([...metric.segments, ...bySegment]) };
  });
  const [first, ...others] = faults;
  return first === undefined
    ? { faults: [], catalog: { ...catalogOf(definitions, thresholds, base.skills), playbook: base.playbook } }
    : { faults: [first, ...others] };
}

function fileSchema(metrics: readonly MetricDefinition[]) {
  const metric = z.strictObject({ ...metricShape, segments: segmentsSchema }).partial();
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

function roleThresholds(
  base: RoleThresholds,
  ...overrides: readonly (z.output<typeof roleSchema> | undefined)[]
): RoleThresholds {
  return overrides.reduce<RoleThresholds>((role, override) => {
    return {
      alpha: override?.alpha ?? role.alpha,
      minimumPeers: override?.minimum_peers ?? role.minimumPeers,
      rampDays: override?.ramp_days ?? role.rampDays,
    };
  }, base);
}

function metricThresholds(metric: MetricDefinition, override: MetricOverride): Partial<MetricThresholds> {
  const { minimum_sample, material_gap, floor, target, limit, start_at, max_gap_weeks } = override;
  return {
    ...(minimum_sample !== undefined && { minimumSample: minimum_sample }),
    ...(material_gap !== undefined && { materialGap: sameKind(metric, material_gap) }),
    ...(floor !== undefined && { improvementFloor: floor }),
    ...(target !== undefined && { target }),
    ...(limit !== undefined && metric.limit !== null && { limit: { ...metric.limit, value: limit } }),
    ...(start_at !== undefined &&
      metric.startGuard !== null && { startGuard: { ...metric.startGuard, atLeast: start_at } }),
    ...(max_gap_weeks !== undefined && { maxGapWeeks: max_gap_weeks }),
  };
}

/** A metric whose material gap is a ratio of companions keeps them; the file says how large the ratio must be. */
function sameKind(metric: MetricDefinition, gap: MetricDefinition['materialGap']): MetricDefinition['materialGap'] {
  if (metric.materialGap.kind !== 'companions' || gap.kind === 'companions') return gap;
  return { ...metric.materialGap, share: gap.kind === 'relative' ? gap.share : gap.gap };
}

/** What the metric has none of cannot be set. */
function unfit(metric: MetricDefinition, override: MetricOverride, path: string): ThresholdFault[] {
  const faults: ThresholdFault[] = [];
  if (override.limit !== undefined && metric.limit === null) {
    faults.push({ key: `${path}.limit`, found: 'this metric has no limit' });
  }
  if (override.start_at !== undefined && metric.startGuard === null) {
    faults.push({ key: `${path}.start_at`, found: 'this metric is judged from the first day on' });
  }
  return faults;
}

/** Numbers named in snake_case by the names they have here. */
function inCamelCase(override: Readonly<Record<string, number | undefined>>): Record<string, number> {
  const entries = Object.entries(override).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
  return Object.fromEntries(
    entries.map(({ key, value }) => [key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
}

function faultsOf(error: z.ZodError): readonly [ThresholdFault, ...ThresholdFault[]] {
  const faults = error.issues.flatMap((issue): ThresholdFault[] => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ key: path.join('.') || '(the file)', found: issue.message }];
    return issue.keys.map((key) => ({ key: [...path, key].join('.'), found: 'there is no such key' }));
  });
  const [first = { key: '(the file)', found: error.message }, ...others] = faults;
  return [first, ...others];
}
