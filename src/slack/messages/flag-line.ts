import { findMetric } from '../../catalog/metrics/index.ts';
import type { StoredBreach } from '../../domain/daily-breach.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { HeldBackReason } from '../../domain/flag-budget.ts';
import { formatValue } from '../../domain/number-format.ts';
import { shownValue } from './episode-weeks.ts';
import { type Markup, md, sentences } from './markup.ts';

const waitingTexts: Readonly<Record<HeldBackReason, string>> = {
  rep_budget: 'It was not sent that day: as many flags about this rep as are sent had gone out lately.',
  manager_budget: 'It was not sent that day: as many flags as a manager gets in a day had gone out.',
  stale: 'It was found after its day, because the daily check had not run.',
  no_manager: 'It was not sent that day: the rep had no manager.',
};

type Threshold = Pick<StoredBreach, 'reading' | 'threshold' | 'times'>;

/** "critical at 40.0% or less, twice the gap that opens a pattern": as it was when the breach was found. */
export function thresholdPhrase(breach: Threshold): string {
  const { times } = breach;
  const isGap = findMetric(breach.reading.metricKey)?.materialGap.kind !== 'companions';
  if (times === null || breach.threshold === null || !isGap) return thresholdInShort(breach);
  return `${thresholdInShort(breach)}, ${times.eq(2) ? 'twice' : `${times.toString()} times`} the gap that opens a pattern`;
}

/** "critical at 40.0% or less": where many stand below each other. */
export function thresholdInShort({ reading, threshold, times }: Threshold): string {
  const definition = findMetric(reading.metricKey);
  if (definition === undefined || threshold === null) return 'critical';
  if (times === null) return `critical below ${formatValue(definition.unit, threshold)}`;
  if (definition.materialGap.kind === 'companions')
    return `critical from ${formatValue('rate', threshold)} longer than peers on`;
  const side = definition.direction === 'higher' ? 'or less' : 'or more';
  return `critical at ${formatValue(definition.unit, threshold)} ${side}`;
}

/** Under an item: that it was flagged on a day, and why that was no message of its own. */
export function flagLine(flag: StoredBreach): Markup {
  return sentences(
    md`*Daily flag of ${formatDate(flag.on)}:* ${shownValue(flag.reading, flag.value)}, ${thresholdPhrase(flag)}.`,
    flag.heldBack === null ? null : md`${waitingTexts[flag.heldBack]}`,
  );
}
