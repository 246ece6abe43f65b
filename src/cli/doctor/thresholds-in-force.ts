import type { Catalog } from '../../catalog/catalog.ts';
import type { MetricDefinition, MetricThresholds } from '../../domain/metric.ts';
import type { SkillDefinition } from '../../domain/skill-gap.ts';

/** Says whether the thresholds file sets the key at the path, such as `metrics`, `AE.pace_attainment`, `limit`. */
type IsSet = (...path: readonly string[]) => boolean;

/**
 * The thresholds in force, a line an entry, by the keys of the file; what the file sets is marked, all else is built in.
 * @param document what the thresholds file holds; null without one.
 */
export function thresholdLines({ metrics, thresholds, skills: assessed }: Catalog, document: unknown): string[] {
  const isSet: IsSet = (...path) => holds(document, path);
  const { roles, skills, dailyFlags, escalations, ...common } = thresholds;
  return [
    ...Object.entries(roles).map(([role, ofRole]) =>
      line(role, ofRole, (key) => isSet('roles', role, key) || isSet(key)),
    ),
    line('every role', common, (key) => isSet(key)),
    line('skills', skills, (key) => isSet('skills', key)),
    line('daily_flags', dailyFlags, (key) => isSet('daily_flags', key)),
    ...Object.entries(escalations).map(([rule, condition]) =>
      line(`escalations.${rule}`, condition, (key) => isSet('escalations', rule, key)),
    ),
    ...assessed.map((skill) => skillLine(skill, isSet)),
    ...metrics.flatMap((metric) => metricLines(metric, isSet)),
  ];
}

function metricLines(metric: MetricDefinition, isSet: IsSet): string[] {
  const { key, role, segments } = metric;
  const isFromFile = (name: string) => isSet('metrics', key, name) || isSet('roles', role, name) || isSet(name);
  return [
    line(key, { ...metricValues(metric), windowDays: daysOf(metric) }, isFromFile),
    ...[...segments].map(([segment, own]) =>
      line(`${key}, ${segment}`, metricValues(own), (name) => isSet('metrics', key, 'segments', segment, name)),
    ),
  ];
}

/** The least samples of a skill, by source. */
function skillLine({ role, dimension, sources }: SkillDefinition, isSet: IsSet): string {
  const samples = Object.fromEntries(sources.map(({ source, metric }) => [source, metric.minimumSample]));
  const isFromFile = (source: string) =>
    isSet('roles', role, 'skill_samples', dimension, source) || isSet('skill_samples', dimension, source);
  const parts = Object.entries(samples).map(([source, n]) => `${source} ${n}${isFromFile(source) ? ' (file)' : ''}`);
  return `${role} ${dimension}, skill_samples: ${parts.join(', ')}`;
}

function daysOf({ window }: MetricDefinition): number | undefined {
  return window.kind === 'trailing' ? window.days : undefined;
}

function metricValues(metric: Partial<MetricThresholds>): Record<string, string | number | undefined> {
  return {
    minimumSample: metric.minimumSample,
    materialGap: metric.materialGap && gapText(metric.materialGap),
    floor: metric.improvementFloor?.toString(),
    target: metric.target?.toString(),
    limit: metric.limit?.value.toString(),
    startAt: metric.startGuard?.atLeast.toString(),
    improvement: metric.improvement?.toString(),
    maxGapWeeks: metric.maxGapWeeks,
    clearWeeks: metric.clearWeeks,
  };
}

function gapText(gap: MetricThresholds['materialGap']): string {
  return gap.kind === 'absolute' ? gap.gap.toString() : `${gap.share.times(100).toString()}%`;
}

function line(name: string, values: object, isFromFile: (key: string) => boolean): string {
  const parts = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const inFile = key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
      return `${inFile} ${value}${isFromFile(inFile) ? ' (file)' : ''}`;
    });
  return `${name}: ${parts.join(', ')}`;
}

function holds(document: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (typeof document !== 'object' || document === null) return false;
  const entry = Object.entries(document).find(([name]) => name === key);
  return entry !== undefined && holds(entry[1], rest);
}
