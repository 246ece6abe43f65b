import { findMetric } from '../../catalog/metrics/index.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import { atLeast, type Decimal } from '../../domain/decimal.ts';
import type { EpisodeWeek } from '../../domain/escalation-case.ts';
import { addDays } from '../../domain/local-date.ts';
import { formatRelativeChange, formatValue } from '../../domain/number-format.ts';
import { type HoldReason, improvementOver } from '../../domain/persistence-clock.ts';
import { neededLately, percent } from './improvement-needed.ts';
import { type Markup, md, sentences } from './markup.ts';

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

/** A unit so long that a table says it once, above its values; null where each value says it. */
export function longUnit({ metricKey }: Pick<CoachingItem, 'metricKey'>): string | null {
  return findMetric(metricKey)?.unit === 'points_per_28_days' ? 'points per 28 days' : null;
}

/** The same in a table's cell, without what `longUnit` says above it. */
export function cellValue(item: Pick<CoachingItem, 'metricKey'>, value: Decimal | null): string {
  return value === null || longUnit(item) === null ? shownValue(item, value) : formatValue('points', value);
}

/** A value in the unit of the item's metric; a dash where there is none. */
export function shownValue(item: Pick<CoachingItem, 'metricKey'>, value: Decimal | null): string {
  const definition = findMetric(item.metricKey);
  if (value === null) return '–';
  return definition === undefined ? value.toString() : formatValue(definition.unit, value);
}

/** The rule of the count, said once below its weeks; null while none was compared with another. */
export function howWeeksCount(item: Pick<CoachingItem, 'metricKey'>, weeks: readonly EpisodeWeek[]): Markup | null {
  const needed = neededLately(weeks);
  if (needed === null) return null;
  const share = percent(needed);
  const rule = md`${share} better than the week before starts the count again`;
  const least = weeks.map((week, index) => leastBase(beforeOf(weeks, index), week)).find((base) => base !== null);
  return sentences(
    isInPercent(item)
      ? md`${rule}: ${share} of the number before, not ${share.replace('%', '')} percentage points.`
      : md`${rule}.`,
    least === undefined
      ? null
      : md`Of a number below ${shownValue(item, least)} the change is taken as a part of ${shownValue(item, least)}.`,
  );
}

/** One line a week: "• 9 Mar 2026: 38.9%, a relative 2.5% better than the week before: week 2". */
export function weekLines(item: Pick<CoachingItem, 'metricKey'>, weeks: readonly EpisodeWeek[]): Markup[] {
  return weeks.map((week, index) => {
    const shown = md`• ${formatDate(week.asOf)}: ${shownValue(item, week.value)}`;
    const before = beforeOf(weeks, index);
    if (week.improvement === null || before === undefined) return md`${shown}, ${weekState(week)}`;
    const last = isWeekBefore(before, week) ? 'the week before' : `on ${formatDate(before.asOf)}`;
    const change = changeIn(item, week.improvement, leastBase(before, week));
    return md`${shown}, ${change === null ? `the same as ${last}` : change(`than ${last}`)}: ${weekState(week)}`;
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
  const improvement = improvementOver(definition, first.value, last.value);
  const change = changeIn(item, improvement, leastBase(first, { value: last.value, improvement }));
  const values = md`${shownValue(item, first.value)} on ${formatDate(first.asOf)}, ${shownValue(item, last.value)} on ${formatDate(last.asOf)}`;
  return md`*Altogether:* ${values}, ${change === null ? 'no change' : change()}.`;
}

/** The week that another was compared with. */
function beforeOf(weeks: readonly EpisodeWeek[], index: number): EpisodeWeek | undefined {
  return weeks.slice(0, index).findLast((one) => one.value !== null);
}

/** What a change was taken of, where that is not the number before, which was too small; null where it is. */
function leastBase(
  before: Pick<EpisodeWeek, 'value'> | undefined,
  { value, improvement }: Pick<EpisodeWeek, 'value' | 'improvement'>,
): Decimal | null {
  if (!before?.value || value === null || improvement === null || improvement.isZero()) return null;
  const base = value.minus(before.value).div(improvement).abs();
  return base.gt(before.value.abs().times('1.001')) ? base : null;
}

/**
 * "2.5% better", of values in percent "a relative 2.5% better", so that nobody takes it for points; with what it was
 * taken of where that is not the number before. Null where there is none to see.
 */
function changeIn(
  item: Pick<CoachingItem, 'metricKey'>,
  improvement: Decimal,
  least: Decimal | null,
): ((thanWhat?: string) => string) | null {
  const size = formatRelativeChange(improvement.abs()).replace('+', '');
  if (size === '0.0%') return null;
  const way = improvement.isNegative() ? 'worse' : 'better';
  if (least !== null) return (thanWhat) => `${joined(way, thanWhat)} by ${size} of ${shownValue(item, least)}`;
  return (thanWhat) => joined(`${isInPercent(item) ? 'a relative ' : ''}${size} ${way}`, thanWhat);
}

const joined = (...words: (string | undefined)[]): string => words.filter((word) => word !== undefined).join(' ');

/** The metric's values are shown in percent. */
function isInPercent({ metricKey }: Pick<CoachingItem, 'metricKey'>): boolean {
  const unit = findMetric(metricKey)?.unit;
  return unit === 'rate' || unit === 'ratio' || unit === 'share';
}

const isWeekBefore = (before: EpisodeWeek, week: EpisodeWeek): boolean => addDays(before.asOf, 7) === week.asOf;
