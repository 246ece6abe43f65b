import { findMetric } from '../../catalog/metrics/index.ts';
import {
  countOf,
  countsPhrase,
  isCeiling,
  patternTitle,
  samplePhrase,
  wordingOf,
} from '../../catalog/playbook/metric-wording.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { familyChance } from '../../domain/credibility.ts';
import { formatDate, formatRange } from '../../domain/date-format.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { daysBetween } from '../../domain/local-date.ts';
import { inSegment, type MetricDefinition, type Reading } from '../../domain/metric.ts';
import { formatAmount, formatCount, formatValue } from '../../domain/number-format.ts';
import { lines, type Markup, md, sentences } from './markup.ts';

/** What a pattern is called: "Stage-to-stage conversion, stage 2 to 3"; its key where the catalog no longer has it. */
export const titleOf: (pattern: { metricKey: string; dimension: string }) => string = patternTitle;

/** "38.1% of 21 deals, peers 55.0% (median of 8, same segment); higher is better", or what is missing for it. */
export function comparison(reading: Reading | null): Markup {
  const definition = reading === null ? undefined : findMetric(reading.metricKey);
  if (reading === null || definition === undefined) return md`No reading to show.`;
  const missing = notEnough(reading, definition);
  if (missing !== null || reading.value === null) return missing ?? NO_NUMBER;
  const value = numberOf(definition, reading.value, reading.sampleSize);
  return sentences(md`${value}, ${against(definition, reading)}; ${definition.direction} is better.`);
}

/** "38.1% of 21 deals", with nothing of anybody else, or what is missing for it. */
export function ownNumber(reading: Reading): Markup {
  const definition = findMetric(reading.metricKey);
  const missing = definition === undefined ? md`No reading to show.` : notEnough(reading, definition);
  if (missing !== null || definition === undefined || reading.value === null) return missing ?? NO_NUMBER;
  return numberOf(definition, reading.value, reading.sampleSize);
}

const NO_NUMBER = md`No number for this time.`;

function numberOf({ key, unit }: MetricDefinition, value: Decimal, size: number): Markup {
  const shown = md`*${formatValue(unit, value)}*`;
  const sample = samplePhrase(key, size);
  return sample === null ? shown : md`${shown} ${sample}`;
}

/** By what was asked of the reading when it was taken; null where there is enough. */
function notEnough(reading: Reading, definition: MetricDefinition): Markup | null {
  const asked = reading.minimumSample ?? inSegment(definition, reading.segment).minimumSample;
  if (reading.sampleSize >= asked) return null;
  const { many } = wordingOf(definition.key).observation;
  return md`Not enough data yet: ${formatCount(reading.sampleSize)} of ${formatCount(asked)} ${many}.`;
}

function against(definition: MetricDefinition, reading: Reading): Markup {
  const { benchmark, benchmarkKind, peerCount } = reading;
  if (benchmark === null) return md`nothing to compare it with yet`;
  const compared = comparedWith(definition, reading, benchmark);
  switch (benchmarkKind) {
    case 'segment_peers':
      return md`${compared} (median of ${peerCount}, same role and segment)`;
    case 'role_peers':
      return md`${compared} (median of ${peerCount}, same role, all segments)`;
    case 'own_past':
    case 'target':
    case 'none':
      return compared;
  }
}

/** "peers 55.0%", "target 90.0%". */
function comparedWith(definition: MetricDefinition, { benchmarkKind }: Reading, benchmark: Decimal): Markup {
  const value = formatValue(definition.unit, benchmark);
  switch (benchmarkKind) {
    case 'segment_peers':
    case 'role_peers':
      return md`peers ${value}`;
    case 'own_past':
      return md`${value} before`;
    case 'target':
    case 'none':
      return isCeiling(definition) ? md`target below ${value}` : md`target ${value}`;
  }
}

/** A pattern's numbers with their dates: those of its first check and, once there is a later one, the latest. */
export function checks({ reading, latest }: Pick<CoachingItem, 'reading' | 'latest'>): Markup {
  if (reading === null) return latestCheck(latest);
  if (latest === null || latest.asOf <= reading.asOf) return comparison(reading);
  return lines(md`First, ${formatDate(reading.asOf)}: ${comparison(reading)}`, latestLine(latest));
}

/** The latest number, with its date. */
export function latestCheck(reading: Reading | null): Markup {
  return reading === null ? comparison(null) : md`Check of ${formatDate(reading.asOf)}: ${comparison(reading)}`;
}

function latestLine(latest: Reading): Markup {
  const definition = findMetric(latest.metricKey);
  const on = formatDate(latest.asOf);
  if (definition === undefined || latest.value === null || notEnough(latest, definition) !== null) {
    return md`Latest, ${on}: ${comparison(latest)}`;
  }
  const compared = latest.benchmark === null ? md`` : md`, ${comparedWith(definition, latest, latest.benchmark)}`;
  return md`Latest, ${on}: *${formatValue(definition.unit, latest.value)}*${compared}.`;
}

/**
 * Why the pattern is shown: the window and its counts, and what chance would do.
 * @param currency ISO 4217 code of the reading's money
 */
export function why(reading: Reading | null, currency: string): Markup {
  const definition = reading === null ? undefined : findMetric(reading.metricKey);
  if (reading === null || definition === undefined) return md`The reading behind this is no longer there.`;
  return lines(md`*Why:* ${countedIn(reading, currency)}`, chance(reading, definition));
}

/** "5 Jan to 1 Mar 2026, 8 of 21 deals moved on." */
export function countedIn(reading: Reading, currency: string): Markup {
  const { windowStart, windowEnd } = reading;
  const when = windowStart === windowEnd ? formatDate(windowEnd) : formatRange(windowStart, windowEnd);
  return md`${when}, ${countsPhrase(reading.metricKey, reading, currency)}.`;
}

/** What the quarter says of a number that looks like a pattern; null where nothing was tested. For those who coach the rep. */
export function howSure(reading: Reading): Markup | null {
  const definition = findMetric(reading.metricKey);
  return definition === undefined || !reading.material ? null : chance(reading, definition);
}

/** The evidence window and the critical value in plain words (metrics 4.2). */
function chance(reading: Reading, definition: MetricDefinition): Markup | null {
  const { evidenceStart, evidenceNumerator, evidenceSize, evidenceBenchmark, criticalZ, seriesCount } = reading;
  if (evidenceStart === null || evidenceSize === null || criticalZ === null) return null;
  const oneIn = Math.round(1 / familyChance(seriesCount ?? 1, criticalZ.toNumber()));
  const weeks = Math.round(daysBetween(evidenceStart, reading.windowEnd) / 7);
  const range = formatRange(evidenceStart, reading.windowEnd);
  const time = weeks === 0 ? range : `over ${weeks === 1 ? '1 week' : `${weeks} weeks`} (${range})`;
  const counts = evidenceCounts(definition, evidenceNumerator, evidenceSize);
  const compared =
    evidenceBenchmark === null
      ? md``
      : md` ${definition.test === 'sign' ? 'than' : 'against'} ${formatValue(definition.observedIn, evidenceBenchmark)}`;
  const odds = reading.credible
    ? `chance alone would show this for about 1 rep in ${oneIn}`
    : 'by itself, this could be chance';
  return md`*How sure:* ${time} ${counts}${compared}; ${odds}.`;
}

/** What the certainty rests on, for those who ask: "n = 45, checked together with 4 other numbers, critical z 2.88". */
export function certainty(reading: Reading): Markup | null {
  const { evidenceSize, criticalZ, seriesCount } = reading;
  if (evidenceSize === null || criticalZ === null) return null;
  const others = (seriesCount ?? 1) - 1;
  const together = others <= 0 ? '' : `, checked together with ${others} other number${others === 1 ? '' : 's'}`;
  return md`How the certainty is reckoned: n = ${formatCount(evidenceSize)}${together}, critical z ${criticalZ.toFixed(2)}.`;
}

function evidenceCounts(definition: MetricDefinition, numerator: Decimal | null, size: number): Markup {
  const count = countOf(definition.key, size);
  if (numerator === null || size === 0) return md`${count}`;
  if (definition.test === 'sign') return md`${formatAmount(numerator)} of ${count} were worse`;
  const share = formatValue('rate', numerator.div(size));
  return md`${formatAmount(numerator)} of ${count}, ${share}`;
}
