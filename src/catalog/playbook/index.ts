import { actionTextLimits } from '../../domain/approval.ts';
import type { EvidenceDeal } from '../../domain/coaching-item.ts';
import { formatRange } from '../../domain/date-format.ts';
import type { BenchmarkKind, MetricDefinition, Reading } from '../../domain/metric.ts';
import { formatValue } from '../../domain/number-format.ts';
import type { Severity } from '../../domain/pattern.ts';
import { generalPlay } from './general.ts';
import { dimensionLabel, isCeiling, samplePhrase, seriesTitle, wordingOf } from './metric-wording.ts';
import { type Placeholder, type Play, placeholders, plays } from './plays.ts';

/** Rows that a recommendation can point at. */
export interface ActionEvidence {
  /** Most recent first. */
  readonly deals: readonly EvidenceDeal[];
}

export interface RecommendationInput {
  readonly definition: MetricDefinition;
  /** The reading that fired. */
  readonly reading: Reading;
  readonly severity: Severity;
  readonly evidence: ActionEvidence;
  /** How many episodes of the pattern there were before: each gets another text while there are some. */
  readonly variant: number;
}

export interface Recommendation {
  /** What was observed, in one sentence. */
  readonly patternDetected: string;
  /** What to try: 10 to 2,000 characters, plain text. */
  readonly recommendedAction: string;
}

const NAMED_DEALS = 3;
const NAME_LENGTH = 60;

/** The recommendation for a pattern that has just fired. The same input gives the same text. */
export function recommend(input: RecommendationInput): Recommendation {
  const { definition, reading, severity, variant } = input;
  const play: Play = plays[definition.role][definition.key] ?? generalPlay;
  const variants = play[severity];
  const template = variants[variant % variants.length] ?? variants[0];
  const text = `${fill(template, input)} ${goal(definition, reading)}`;
  const recommendedAction = [...text].slice(0, actionTextLimits.max).join('');
  return { patternDetected: observed(definition, reading), recommendedAction };
}

function observed(definition: MetricDefinition, reading: Reading): string {
  const title = seriesTitle(definition, reading.dimension);
  const value = reading.value === null ? 'no value' : formatValue(definition.unit, reading.value);
  const sample = [value, samplePhrase(definition.key, reading.sampleSize), wordingOf(definition.key).counted]
    .filter((part) => part !== null)
    .join(' ');
  const period = formatRange(reading.windowStart, reading.windowEnd);
  return `${title}: ${sample}, against ${benchmarkPhrase(definition, reading)} (${period}).`;
}

function fill(template: string, input: RecommendationInput): string {
  const values = valuesOf(input);
  return template.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const placeholder = placeholders.find((known) => known === name);
    return placeholder === undefined ? whole : values[placeholder];
  });
}

function valuesOf({ definition, reading, evidence }: RecommendationInput): Record<Placeholder, string> {
  const [from = reading.dimension, to = reading.dimension] = reading.dimension.split('>');
  const part = dimensionLabel(definition.dimension, reading.dimension) ?? definition.name;
  return { stage_from: from, stage_to: to, part, deals: dealsPhrase(evidence.deals) };
}

/**
 * What would show that it helps: half the way to the benchmark, within reach in a month and well over the ten percent
 * that restart the clock. It stays true whenever it is read: the time counts from then, and its numbers say of when they are.
 */
function goal(definition: MetricDefinition, { value, benchmark, benchmarkKind }: Reading): string {
  const { unit } = definition;
  if (value === null || benchmark === null) return 'Look at the number again four weeks after you get this.';
  if (isCeiling(definition)) {
    return `A good goal for the four weeks after you get this: back below ${formatValue(unit, benchmark)}. When this was suggested, it was ${formatValue(unit, value)}.`;
  }
  const half = value.plus(benchmark).div(2);
  return `A good goal for the four weeks after you get this: half the way ${aimOf(benchmarkKind)}. When this was suggested, that meant from ${formatValue(unit, value)} to ${formatValue(unit, half)}.`;
}

function aimOf(kind: BenchmarkKind): string {
  switch (kind) {
    case 'segment_peers':
    case 'role_peers':
      return 'to your peers';
    case 'own_past':
      return 'back to your earlier level';
    case 'target':
    case 'none':
      return 'to the target';
  }
}

function benchmarkPhrase(definition: MetricDefinition, { benchmark, benchmarkKind }: Reading): string {
  if (benchmark === null) return 'no benchmark yet';
  const value = formatValue(definition.unit, benchmark);
  switch (benchmarkKind) {
    case 'segment_peers':
    case 'role_peers':
      return `${value} for peers`;
    case 'target':
    case 'none':
      return `a target ${isCeiling(definition) ? 'below' : 'of'} ${value}`;
    case 'own_past':
      return `${value} before`;
  }
}

function dealsPhrase(deals: readonly EvidenceDeal[]): string {
  const names = deals.slice(0, NAMED_DEALS).map((deal) => shortened(deal.accountName));
  const last = names.pop();
  if (last === undefined) return 'your latest lost deals';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/** A name on one line; a very long one is cut. */
function shortened(name: string): string {
  const letters = [...name.replace(/\s+/g, ' ').trim()];
  return letters.length <= NAME_LENGTH ? letters.join('') : `${letters.slice(0, NAME_LENGTH - 1).join('')}…`;
}
