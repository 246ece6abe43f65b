import { actionTextLimits } from '../../domain/approval.ts';
import { formatRange } from '../../domain/date-format.ts';
import { Decimal } from '../../domain/decimal.ts';
import type { BenchmarkKind, MetricDefinition, Reading, Unit } from '../../domain/metric.ts';
import { formatValue } from '../../domain/number-format.ts';
import type { Severity } from '../../domain/pattern.ts';
import { type ExampleRow, examplesPhrase, shortened } from './examples.ts';
import { agreeing, dimensionLabel, isCeiling, samplePhrase, seriesTitle, wordingOf } from './metric-wording.ts';
import { type Placeholder, type Play, type Playbook, placeholders, wordsOf } from './playbook.ts';
import { type Sign, signsOf } from './signs.ts';
import { timeFor } from './time-for.ts';

export interface Recommendation {
  /** What was observed, in one sentence. */
  readonly patternDetected: string;
  /** What to try: 10 to 2,000 characters, plain text. */
  readonly recommendedAction: string;
}

/** The pattern that is to be answered. */
export interface PatternToAnswer {
  readonly definition: MetricDefinition;
  /** The reading that fired. */
  readonly reading: Reading;
  readonly severity: Severity;
  /** How many episodes of the pattern there were before: each gets another text while there are some. */
  readonly variant: number;
}

/** The text for a pattern, with what it leaves open. @throws Error for a metric that the playbook lacks. */
export function textFor(playbook: Playbook, { definition, reading, severity, variant }: PatternToAnswer): string {
  const play = playbook.metrics[definition.key];
  if (play === undefined) throw new Error(`The playbook has nothing for ${definition.key}.`);
  return chosen(play, severity, variant, signsOf(definition, reading));
}

/** True where the text names rows of the evidence, so that they are worth reading. */
export function namesExamples(text: string): boolean {
  return text.includes('{examples}');
}

/**
 * The recommendation for a pattern that has just fired. The same input gives the same text.
 * @param rows what the reading counted; none where nobody lists them.
 */
export function recommend(text: string, pattern: PatternToAnswer, rows: readonly ExampleRow[]): Recommendation {
  const { definition, reading } = pattern;
  return {
    patternDetected: observed(definition, reading),
    recommendedAction: withinLimits(`${fill(text, valuesOf(definition, reading, rows))} ${goal(definition, reading)}`),
  };
}

/** What the evidence calls for comes first, then what fits any; a pattern that comes back gets the next in turn. */
export function chosen(play: Play, severity: Severity, variant: number, signs: ReadonlySet<Sign>): string {
  const texts = play[severity];
  const special = texts.filter((text) => typeof text !== 'string' && signs.has(text.when));
  const inTurn = [...special, ...texts.filter((text) => typeof text === 'string')];
  const text = inTurn[variant % inTurn.length];
  if (text === undefined) throw new Error('A play has no text for any evidence.');
  return wordsOf(text);
}

export function fill(text: string, values: Readonly<Record<Placeholder, string>>): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const placeholder = placeholders.find((known) => known === name);
    return placeholder === undefined ? whole : values[placeholder];
  });
}

/** By code points, as the limit counts them. */
export function withinLimits(text: string): string {
  return [...text].slice(0, actionTextLimits.max).join('');
}

function observed(definition: MetricDefinition, reading: Reading): string {
  const title = seriesTitle(definition, reading.dimension);
  const value = reading.value === null ? 'no value' : formatValue(definition.unit, reading.value);
  const sample = [value, samplePhrase(definition.key, reading.sampleSize), wordingOf(definition.key).counted]
    .filter((part) => part !== null)
    .join(' ');
  const period = formatRange(reading.windowStart, reading.windowEnd);
  const said = agreeing(sample, reading.sampleSize === 1);
  return `${title}: ${said}, against ${benchmarkPhrase(definition, reading)} (${period}).`;
}

function valuesOf(definition: MetricDefinition, reading: Reading, rows: readonly ExampleRow[]) {
  const [from = reading.dimension, to = from] = reading.dimension.split('>');
  const part = dimensionLabel(definition.dimension, reading.dimension) ?? definition.name;
  const examples = examplesPhrase(definition, reading, rows);
  return { stage_from: shortened(from), stage_to: shortened(to), part: shortened(part), examples };
}

/** The longest that a goal can be, in characters. */
export const LONGEST_GOAL = 250;

/**
 * What would count as improvement, and by when: half the way to the benchmark or, where that is less than what the clock
 * asks for, that; never beyond the benchmark. It stays true whenever it is read: the time counts from then,
 * and its numbers say of when they are.
 */
function goal(definition: MetricDefinition, { value, benchmark, benchmarkKind }: Reading): string {
  const { unit, direction, improvement, improvementFloor, window } = definition;
  if (value === null || benchmark === null) return 'Look at the number again four weeks after you get this.';
  const from = `from ${shortValue(unit, value)}, when this was suggested,`;
  if (isCeiling(definition)) {
    const to =
      unit === 'count' ? formatValue(unit, benchmark.ceil().minus(1)) : `below ${formatValue(unit, benchmark)}`;
    return `A good goal ${timeFor(window, new Decimal(1))}: ${from} to ${to}.`;
  }
  const edge = direction === 'higher' ? 'at least' : 'at most';
  // What is far behind by another measure, such as closed deals alone, can be level by this one.
  if (direction === 'higher' ? value.gte(benchmark) : value.lte(benchmark)) {
    return `A good goal ${timeFor(window, new Decimal(0))}: still ${edge} ${formatValue(unit, benchmark)}. When this was suggested, it was ${formatValue(unit, value)}.`;
  }
  const whole = benchmark.minus(value).abs();
  const half = whole.div(2);
  const least = Decimal.max(value.abs(), improvementFloor).times(improvement);
  const gain = Decimal.min(whole, Decimal.max(half, least));
  const aim = gain.eq(half)
    ? `half the way ${aimOf(benchmarkKind)}`
    : gain.eq(whole)
      ? `all the way ${aimOf(benchmarkKind)}`
      : `${shareOf(improvement)} better`;
  const to = direction === 'higher' ? value.plus(gain) : value.minus(gain);
  return `A good goal ${timeFor(window, gain.div(whole))}: ${from} to ${edge} ${formatValue(unit, to)}, ${aim}.`;
}

/** A value whose unit follows with the next one. */
function shortValue(unit: Unit, value: Decimal): string {
  return unit === 'points_per_28_days' ? formatValue('points', value) : formatValue(unit, value);
}

/** "a tenth", "15%". */
function shareOf(improvement: Decimal): string {
  return improvement.eq('0.1') ? 'a tenth' : `${improvement.times(100).toDecimalPlaces(1).toString()}%`;
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
