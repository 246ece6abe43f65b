import type { z } from 'zod';
import type { MetricDefinition, MetricThresholds, MetricWindow } from '../domain/metric.ts';
import type { SkillDefinition } from '../domain/skill-gap.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import type { RoleThresholds, Thresholds } from './thresholds.ts';
import {
  type MetricOverride,
  type RoleOverride,
  type SkillSamples,
  thresholdsFileSchema,
} from './thresholds-file-schema.ts';

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
  const schema = thresholdsFileSchema(base.metrics);
  const parsed = schema.safeParse(document ?? {});
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  const {
    alpha,
    minimum_peers,
    ramp_days,
    improvement,
    clear_weeks,
    skill_samples,
    roles = {},
    metrics = {},
    skills = {},
    daily_flags = {},
    escalations = {},
    ...common
  } = parsed.data;
  const everyRole = { alpha, minimum_peers, ramp_days, improvement, clear_weeks };
  const known = base.thresholds;
  const { E1, E3, E4, E6 } = known.escalations;
  const thresholds: Thresholds = {
    ...known,
    ...inCamelCase(common),
    skills: { ...known.skills, ...inCamelCase(skills) },
    dailyFlags: { ...known.dailyFlags, ...inCamelCase(daily_flags) },
    escalations: {
      E1: { ...E1, ...inCamelCase(escalations.E1) },
      E3: { ...E3, ...inCamelCase(escalations.E3) },
      E4: { ...E4, ...inCamelCase(escalations.E4) },
      E6: { ...E6, ...inCamelCase(escalations.E6) },
    },
    roles: {
      AE: roleThresholds(known.roles.AE, everyRole, roles.AE),
      AM: roleThresholds(known.roles.AM, everyRole, roles.AM),
      CSM: roleThresholds(known.roles.CSM, everyRole, roles.CSM),
      SDR: roleThresholds(known.roles.SDR, everyRole, roles.SDR),
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
      ...metricThresholds(metric, everyRole),
      ...metricThresholds(metric, roles[metric.role] ?? {}),
      ...metricThresholds(metric, own),
      window: windowOf(metric, thresholds, window_days),
      segments: new Map([...metric.segments, ...bySegment]),
    };
  });
  faults.push(...orderFaults(thresholds, definitions), ...sampleFaults(base.skills, skill_samples, 'skill_samples'));
  for (const [role, of] of Object.entries(roles)) {
    const ofRole = base.skills.filter((skill) => skill.role === role);
    faults.push(...sampleFaults(ofRole, of?.skill_samples, `roles.${role}.skill_samples`));
  }
  const skillDefinitions = base.skills.map((skill) =>
    withSamples(withWindows(skill, thresholds), skill_samples, roles[skill.role]?.skill_samples),
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

/**
 * A window that trails t may be longer or shorter, and ends as long before t as what it counts may still be answered; a
 * quarter, a year or a point in time is what it is.
 */
function windowOf({ window }: Pick<MetricDefinition, 'window'>, thresholds: Thresholds, days?: number): MetricWindow {
  if (window.kind !== 'trailing') return window;
  const { waitsFor } = window;
  const awaited = { ...thresholds, objectionDays: thresholds.skills.objectionDays };
  return {
    ...window,
    ...(days !== undefined && { days }),
    ...(waitsFor !== undefined && { shift: awaited[waitsFor] }),
  };
}

function withWindows(skill: SkillDefinition, thresholds: Thresholds): SkillDefinition {
  const sources = skill.sources.map((source) => {
    return { ...source, metric: { ...source.metric, window: windowOf(source.metric, thresholds) } };
  });
  return { ...skill, sources };
}

function windowFaults({ key, window }: MetricDefinition, days: number | undefined): ThresholdFault[] {
  if (days === undefined || window.kind === 'trailing') return [];
  return [{ key: `metrics.${key}.window_days`, found: 'this metric does not look back a number of days' }];
}

/** Numbers that only together can be too large: the second of each may not be less than the first. */
function orderFaults(thresholds: Thresholds, metrics: readonly MetricDefinition[]): ThresholdFault[] {
  const { mediumSeverity, highSeverity, skills, trendPoints } = thresholds;
  const pairs: (readonly [least: string, number, key: string, number])[] = [
    ['medium_severity', mediumSeverity, 'high_severity', highSeverity],
    ['skills.gap', skills.gap, 'skills.medium_gap', skills.mediumGap],
    ['skills.medium_gap', skills.mediumGap, 'skills.high_gap', skills.highGap],
    ['skills.least_trend_points', skills.leastTrendPoints, 'skills.trend_points', skills.trendPoints],
    ['skills.trend_points', skills.trendPoints, 'skills.trend_weeks', skills.trendWeeks],
    ...metrics.flatMap(({ key, measure, window }) => {
      const isTrend = measure.part === 'trend' && window.kind === 'trailing';
      return isTrend
        ? [['trend_points in days', 7 * trendPoints, `metrics.${key}.window_days`, window.days] as const]
        : [];
    }),
  ];
  return pairs.flatMap(([least, from, key, value]) =>
    from <= value ? [] : [{ key, found: `expected no less than ${least}, ${from}` }],
  );
}

function roleThresholds(base: RoleThresholds, ...overrides: readonly (RoleOverride | undefined)[]): RoleThresholds {
  return overrides.reduce<RoleThresholds>((role, override) => {
    return {
      alpha: override?.alpha ?? role.alpha,
      minimumPeers: override?.minimum_peers ?? role.minimumPeers,
      rampDays: override?.ramp_days ?? role.rampDays,
    };
  }, base);
}

function metricThresholds(metric: MetricDefinition, override: MetricOverride): Partial<MetricThresholds> {
  const { improvement, clear_weeks, minimum_sample, material_gap, floor, target, limit, start_at, max_gap_weeks } =
    override;
  return {
    ...(improvement !== undefined && { improvement }),
    ...(clear_weeks !== undefined && { clearWeeks: clear_weeks }),
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
  if (override.target !== undefined && (metric.comparedWith === 'limit' || metric.comparedWith === 'measured')) {
    faults.push({ key: `${path}.target`, found: 'this metric is not compared with a target' });
  }
  if (override.start_at !== undefined && metric.startGuard === null) {
    faults.push({ key: `${path}.start_at`, found: 'this metric is judged from the first day on' });
  }
  return faults;
}

/** Numbers named in snake_case by the names they have here. */
function inCamelCase(override: Readonly<Record<string, number | undefined>> = {}): Record<string, number> {
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
