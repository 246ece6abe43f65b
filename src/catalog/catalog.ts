import type { MetricDefinition } from '../domain/metric.ts';
import type { SkillDefinition } from '../domain/skill-gap.ts';
import { metrics } from './metrics/index.ts';
import { builtInPlaybook } from './playbook/built-in.ts';
import type { Playbook } from './playbook/playbook.ts';
import { skills } from './skills.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

/** The metrics, skills and numbers in force: the built-in ones, with what the operator's file sets otherwise. */
export interface Catalog {
  /** In the order of the roles. */
  readonly metrics: readonly MetricDefinition[];
  readonly skills: readonly SkillDefinition[];
  readonly thresholds: Thresholds;
  /** What is suggested, by metric and skill. */
  readonly playbook: Playbook;
  /** Undefined for a key the catalog does not have. */
  find(key: string): MetricDefinition | undefined;
}

/** @param skillDefinitions default: none is assessed. The playbook is the built-in one. */
export function catalogOf(
  definitions: readonly MetricDefinition[],
  thresholds: Thresholds,
  skillDefinitions: readonly SkillDefinition[] = [],
): Catalog {
  const byKey = new Map<string, MetricDefinition>(definitions.map((metric) => [metric.key, metric]));
  return {
    metrics: definitions,
    skills: skillDefinitions,
    thresholds,
    playbook: builtInPlaybook,
    find: (key) => byKey.get(key),
  };
}

/** What holds where no thresholds file says otherwise. */
export const builtInCatalog: Catalog = catalogOf(metrics, defaultThresholds, skills);
