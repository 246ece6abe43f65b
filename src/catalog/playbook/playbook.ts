import type { DimensionKind, MetricDefinition, MetricKey, Role } from '../../domain/metric.ts';
import type { Severity } from '../../domain/pattern.ts';
import type { SkillDimension } from '../../domain/skill-gap.ts';
import type { Sign } from './signs.ts';

/**
 * What a text may leave open, to be filled from the evidence. No numbers are among them: the text is frozen when it is
 * suggested and read weeks later. The goal is said once for all plays, after the text (see `recommend.ts`).
 */
export const placeholders = [
  /** The stage of the pair that deals leave, and the one they enter; of a single stage both are it. */
  'stage_from',
  'stage_to',
  /** The part of the metric that is meant, in words: "cold cadences, step 3". */
  'part',
  /** Up to two of the rows behind it: "the calls with Acme (9 Feb) and Globex (3 Feb)"; else "two recent calls". */
  'examples',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** A text to try; one with a sign only where the evidence shows it, and then before those for any evidence. */
export type PlayText = string | { readonly when: Sign; readonly text: string };

/** What to try, by how large the gap is. Written to the rep: approved, it is what they read, whenever that is. */
export type Play = Readonly<Record<Severity, readonly PlayText[]>>;

/** What is suggested for every metric and every skill. A skill may share the play of a metric of the same calls. */
export interface Playbook {
  readonly metrics: Readonly<Record<MetricKey, Play>>;
  readonly skills: Readonly<Record<Role, Readonly<Partial<Record<SkillDimension, Play | MetricKey>>>>>;
}

/** For any evidence: so many at least, or a pattern that comes back is answered with the words that did not help. */
export const LEAST_VARIANTS = 2;

/** What a metric's texts may leave open. */
export function placeholdersOf({ dimension }: Pick<MetricDefinition, 'dimension'>): readonly Placeholder[] {
  return placeholders.filter((name) => name === 'examples' || fits(name, dimension));
}

function fits(name: Placeholder, dimension: DimensionKind): boolean {
  if (name === 'part') return dimension !== 'none';
  return dimension === 'stage_pair' || dimension === 'stage';
}

export function wordsOf(text: PlayText): string {
  return typeof text === 'string' ? text : text.text;
}
