import { findMetric } from '../../catalog/metrics/index.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import { atLeast, type Decimal } from '../../domain/decimal.ts';
import type { EpisodeWeek } from '../../domain/escalation-case.ts';
import { addDays } from '../../domain/local-date.ts';
import { formatRelativeChange, formatValue } from '../../domain/number-format.ts';
import { type HoldReason, improvementOver } from '../../domain/persistence-clock.ts';
import { neededLately, percent } from './improvement-needed.ts';
import { type Markup, md } from './markup.ts';

const holdTexts: Readonly<Record<HoldReason, string>> = {
  not_applicable: 'did not apply',
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
  no_new_evidence: 'nothing new that week',
};

/** What a week meant for the count, in a few words. */
export function weekState(week: EpisodeWeek): string {
  if (week.holdReason !== null) return `not counted: ${holdTexts[week.holdReason]}`;
  if (week.flagged !== true) return 'level with the benchmark';
  if (week.improvement === null) return `first flagged: week ${week.clock}`;
  return isImproved(week) ? `week ${week.clock} again` : `week ${week.clock}`;
}

function isImproved({ improvement, needed }: EpisodeWeek): boolean {
  return improvement !== null && needed !== null && atLeast(improvement, needed);
}

/** The same in a table's cell, beside the value: "2", "1 again", "level". */
export function weekCell(week: EpisodeWeek): string {
  if (week.holdReason !== null) return `not counted: ${holdTexts[week.holdReason]}`;
  if (week.flagged !== true) return 'level';
  return isImproved(week) ? `${week.clock} again` : String(week.clock);
}

/** What the values of an item are compared with: "peers", "target", "before". */
export function comparedTo({ latest, reading }: Pick<CoachingItem, 'latest' | 'reading'>): string {
  switch ((latest ?? reading)?.benchmarkKind) {
    case 'own_past':
      return 'before';
    case 'target':
    case 'none':
      return 'target';
    default:
      return 'peers';
  }
}

/** A value in the unit of the item's metric; a dash where there is none. */
export function shownValue(item: Pick<CoachingItem, 'metricKey'>, value: Decimal | null): string {
  const definition = findMetric(item.metricKey);
  if (value === null) return '–';
  return definition === undefined ? value.toString() : formatValue(definition.unit, value);
}

/** The rule of the count, said once below its weeks; null while none was compared with another. */
export function howWeeksCount(weeks: readonly EpisodeWeek[]): Markup | null {
  const needed = neededLately(weeks);
  return needed === null ? null : md`${percent(needed)} better than the week before starts the count again.`;
}

/** One line a week: "• 9 Mar 2026: 38.9%, 2.5% better than the week before: week 2". */
export function weekLines(item: Pick<CoachingItem, 'metricKey'>, weeks: readonly EpisodeWeek[]): Markup[] {
  return weeks.map((week, index) => {
    const shown = md`• ${formatDate(week.asOf)}: ${shownValue(item, week.value)}`;
    const before = weeks.slice(0, index).findLast((one) => one.value !== null);
    if (week.improvement === null || before === undefined) return md`${shown}, ${weekState(week)}`;
    const last = isWeekBefore(before, week) ? 'the week before' : `on ${formatDate(before.asOf)}`;
    return md`${shown}, ${changeOn(last, week.improvement)}: ${weekState(week)}`;
  });
}

/**
 * Where the episode began and where it is: a week's change is noisy, and several small ones add up. Null before the third
 * measured week, for two are one change.
 */
export function changeAltogether(item: Pick<CoachingItem, 'metricKey'>, weeks: readonly EpisodeWeek[]): Markup | null {
  const definition = findMetric(item.metricKey);
  const measured = weeks.flatMap(({ asOf, value }) => (value === null ? [] : [{ asOf, value }]));
  const [first, last] = [measured[0], measured.at(-1)];
  if (definition === undefined || first === undefined || last === undefined || measured.length < 3) return null;
  const change = sizeOfChange(improvementOver(definition, first.value, last.value));
  const values = md`${shownValue(item, first.value)} on ${formatDate(first.asOf)}, ${shownValue(item, last.value)} on ${formatDate(last.asOf)}`;
  return md`*Altogether:* ${values}, ${change ?? 'no change'}.`;
}

const changeOn = (last: string, improvement: Decimal): string => {
  const change = sizeOfChange(improvement);
  return change === null ? `the same as ${last}` : `${change} than ${last}`;
};

/** "2.5% better", "1.1% worse"; null where there is none to see. */
function sizeOfChange(improvement: Decimal): string | null {
  const size = formatRelativeChange(improvement.abs()).replace('+', '');
  return size === '0.0%' ? null : `${size} ${improvement.isNegative() ? 'worse' : 'better'}`;
}

const isWeekBefore = (before: EpisodeWeek, week: EpisodeWeek): boolean => addDays(before.asOf, 7) === week.asOf;
