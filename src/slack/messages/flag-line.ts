import { criticalRuleOf } from '../../catalog/escalation-conditions.ts';
import { findMetric } from '../../catalog/metrics/index.ts';
import type { StoredBreach } from '../../domain/daily-breach.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { HeldBackReason } from '../../domain/flag-budget.ts';
import { formatValue } from '../../domain/number-format.ts';
import { shownValue } from './episode-weeks.ts';
import { type Markup, md, sentences } from './markup.ts';

const waitingTexts: Readonly<Record<HeldBackReason, string>> = {
  rep_budget: 'It was not sent that day: no more than two flags about one rep in four weeks.',
  manager_budget: 'It was not sent that day: no more than three flags to one manager in a day.',
  stale: 'It was found after its day, because the daily check had not run.',
  no_manager: 'It was not sent that day: the rep had no manager.',
};

/** "critical at or below 40.0%", in the words of the rule that the reading broke. */
export function thresholdPhrase({ reading, threshold }: Pick<StoredBreach, 'reading' | 'threshold'>): string {
  const definition = findMetric(reading.metricKey);
  const rule = criticalRuleOf(reading.metricKey);
  if (definition === undefined) return 'critical';
  if (threshold === null) {
    const { materialGap } = definition;
    const share =
      materialGap.kind === 'companions' && rule.kind === 'gap' ? materialGap.share.times(rule.weight) : null;
    return share === null ? 'critical' : `critical from ${formatValue('rate', share)} longer than peers on`;
  }
  const value = formatValue(definition.unit, threshold);
  if (rule.kind === 'below') return `critical below ${value}`;
  const side = definition.direction === 'higher' ? 'or less' : 'or more';
  return `critical at ${value} ${side}, twice the gap that opens a pattern`;
}

/** Under an item: that it was flagged on a day, and why that was no message of its own. */
export function flagLine(flag: StoredBreach): Markup {
  return sentences(
    md`*Daily flag of ${formatDate(flag.on)}:* ${shownValue(flag.reading, flag.value)}, ${thresholdPhrase(flag)}.`,
    flag.heldBack === null ? null : md`${waitingTexts[flag.heldBack]}`,
  );
}
