import { z } from 'zod';
import { Decimal } from '../domain/decimal.ts';
import type { MetricDefinition, MetricThresholds, MetricWindow } from '../domain/metric.ts';
import { EVIDENCE_SOURCES, SKILL_DIMENSIONS, type SkillDefinition } from '../domain/skill-gap.ts';
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
type SkillSamples = z.output<typeof skillSamplesSchema>;

const roleShape = {
  alpha: z.number().gt(0).max(0.5),
  minimum_peers: whole(2, 1000),
  ramp_days: days,
  skill_samples: skillSamplesSchema,
};
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
  const {
    alpha,
    minimum_peers,
    ramp_days,
    skill_samples,
    roles = {},
    metrics = {},
    skills = {},
    ...common
  } = parsed.data;
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
    const { segments = {}, window_days, ...own } = overrides.get(metric.key) ?? {};
    faults.push(...windowFaults(metric, window_days));
    faults.push(...unfit(metric, own, `metrics.${metric.key}`));
    const bySegment = Object.entries(segments).map(([segment, override]) => {
      faults.push(...unfit(metric, override, `metrics.${metric.key}.segments.${segment}`));
      return [segment, metricThresholds(metric, override)] as const;
    });
    return {
      ...metric,
      ...metricThresholds(metric, own),
      window: windowOf(metric, window_days),
      segments: new Map([...metric.segments, ...bySegment]),
    };
  });
  faults.push(...severityFaults(thresholds), ...sampleFaults(base.skills, skill_samples, 'skill_samples'));
  for (const [role, of] of Object.entries(roles)) {
    const ofRole = base.skills.filter((skill) => skill.role === role);
    faults.push(...sampleFaults(ofRole, of?.skill_samples, `roles.${role}.skill_samples`));
  }
  const skillDefinitions = base.skills.map((skill) =>
    withSamples(skill, skill_samples, roles[skill.role]?.skill_samples),
  );
  const [first, ...others] = faults;
  return first === undefined
    ? { faults: [], catalog: { ...catalogOf(definitions, thresholds, skillDefinitions), playbook: base.playbook } }
    : { faults: [first, ...others] };
}

/** The skill with the least samples that the file gives its sources; the later of several holds. */
function withSamples(skill: SkillDefinition, ...overrides: readonly (SkillSamples | undefined)[]): SkillDefinition {
  const sources = skill.sources.map((source) => {
    const set = overrides.findLast((samples) => samples?.[skill.dimension]?.[source.source] !== undefined);
    const minimumSample = set?.[skill.dimension]?.[source.source] ?? source.metric.minimumSample;
    return { ...source, metric: { ...source.metric, minimumSample } };
  });
  return { ...skill, sources };
}

/** A source that no role's skill has would be a number without effect. */
function sampleFaults(
  skills: readonly SkillDefinition[],
  samples: SkillSamples | undefined,
  path: string,
): ThresholdFault[] {
  return Object.entries(samples ?? {}).flatMap(([dimension, bySource]) =>
    Object.keys(bySource ?? {})
      .filter((source) => {
        return !skills.some(
          (skill) => skill.dimension === dimension && skill.sources.some((one) => one.source === source),
        );
      })
      .map((source) => ({ key: `${path}.${dimension}.${source}`, found: 'the skill is not scored from this source' })),
  );
}

/** A window that trails t may be longer or shorter; a quarter, a year or a point in time is what it is. */
function windowOf({ window }: MetricDefinition, days: number | undefined): MetricWindow {
  return window.kind === 'trailing' && days !== undefined ? { ...window, days } : window;
}

function windowFaults({ key, window }: MetricDefinition, days: number | undefined): ThresholdFault[] {
  if (days === undefined || window.kind === 'trailing') return [];
  return [{ key: `metrics.${key}.window_days`, found: 'this metric does not look back a number of days' }];
}

function severityFaults({ mediumSeverity, highSeverity }: Thresholds): ThresholdFault[] {
  if (mediumSeverity <= highSeverity) return [];
  return [{ key: 'high_severity', found: `expected no less than medium_severity, ${mediumSeverity}` }];
}

function fileSchema(metrics: readonly MetricDefinition[]) {
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
