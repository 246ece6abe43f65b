import { findMetric } from '../../catalog/metrics/index.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import { atLeast, Decimal } from '../../domain/decimal.ts';
import type { EpisodeWeek } from '../../domain/escalation-case.ts';
import { formatRelativeChange, formatValue } from '../../domain/number-format.ts';
import type { HoldReason } from '../../domain/persistence-clock.ts';
import { type Markup, md } from './markup.ts';

const IMPROVED = new Decimal('0.10');

const holdTexts: Readonly<Record<HoldReason, string>> = {
  not_applicable: 'does not apply this week',
  data_quality: 'data not fit to judge',
  on_leave: 'on leave',
  ramping: 'still ramping',
  no_denominator: 'nothing to measure',
  insufficient_sample: 'not enough data',
  no_benchmark: 'no benchmark',
  no_reading: 'no reading',
  source_outage: 'source not updated',
  leave: 'on leave',
  quarter_start: 'too early in the quarter',
  no_new_evidence: 'nothing new this week',
};

/** What a week meant for the count, in a few words. */
export function weekState(week: EpisodeWeek): string {
  if (week.holdReason !== null) return `not counted: ${holdTexts[week.holdReason]}`;
  if (week.flagged !== true) return 'level with the benchmark';
  if (week.improvement !== null && atLeast(week.improvement, IMPROVED))
    return 'better by 10% or more: count starts again';
  return `flagged, week ${week.clock} without improvement`;
}

/** A value in the unit of the item's metric; a dash where there is none. */
export function shownValue(item: Pick<CoachingItem, 'metricKey'>, value: Decimal | null): string {
  const definition = findMetric(item.metricKey);
  if (value === null) return '–';
  return definition === undefined ? value.toString() : formatValue(definition.unit, value);
}

/** The week-on-week change towards better, "+2.5%"; a dash in the first week. */
export function changeOf(week: EpisodeWeek): string {
  return week.improvement === null ? '–' : formatRelativeChange(week.improvement);
}

/** One line a week: "• 9 Mar 2026: 38.1%, flagged, week 2 without improvement". */
export function weekLines(item: Pick<CoachingItem, 'metricKey'>, weeks: readonly EpisodeWeek[]): Markup[] {
  return weeks.map((week) => md`• ${formatDate(week.asOf)}: ${shownValue(item, week.value)}, ${weekState(week)}`);
}
