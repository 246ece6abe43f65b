import { formatDate, formatRange } from '../domain/date-format.ts';
import { Decimal } from '../domain/decimal.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { BenchmarkKind, Unit } from '../domain/metric.ts';
import { formatValue } from '../domain/number-format.ts';
import type { Trend } from '../domain/trend.ts';

/** Who reads it: the rep it is about, or those who coach the rep. */
export type Audience = 'rep' | 'coaches';

/** What a line is compared with, in one or two words, and in a sentence. */
export function comparator(kind: BenchmarkKind, audience: Audience): { short: string; long: string } {
  const own = audience === 'rep' ? 'your' : 'the';
  switch (kind) {
    case 'segment_peers':
    case 'role_peers':
      return { short: 'Peers', long: `${own} peers` };
    case 'own_past':
      return { short: 'Before', long: `${audience === 'rep' ? 'your' : 'their'} own earlier level` };
    case 'target':
    case 'none':
      return { short: 'Target', long: 'the target' };
  }
}

/** "clearly below your peers": what a marked week says. */
export function flaggedText({ direction, comparedWith }: Trend, audience: Audience): string {
  return `clearly ${direction === 'higher' ? 'below' : 'above'} ${comparator(comparedWith, audience).long}`;
}

/** "Weekly checks, 5 Jan to 30 Mar 2026". */
export function checksText(asOfs: readonly LocalDate[]): string {
  const [first, last] = [asOfs[0], asOfs.at(-1)];
  if (first === undefined || last === undefined) return 'No weekly checks';
  return `Weekly checks, ${formatRange(first, addDays(last, 1))}`;
}

/** "5 Jan". */
export function shortDate(date: LocalDate): string {
  return formatDate(date).replace(/ \d+$/, '');
}

/** What the numbers count, where the numbers themselves do not say it; null where they do. */
export function unitText(unit: Unit): string | null {
  switch (unit) {
    case 'points_per_28_days':
      return 'Points per 28 days';
    case 'points':
      return 'Points';
    case 'score':
      return 'Score';
    case 'sentiment':
      return 'From −1 to 1';
    case 'days':
      return 'Days';
    case 'count':
      return 'Count';
    case 'rate':
    case 'ratio':
    case 'share':
      return null;
  }
}

const LARGE = new Decimal(100_000);

/** A value at the end of a line: as everywhere, but without what `unitText` says already. */
export function endValue(unit: Unit, value: Decimal): string {
  const isShare = unit === 'rate' || unit === 'ratio' || unit === 'share';
  if (value.abs().gte(isShare ? LARGE.div(100) : LARGE)) {
    const size = isShare ? value.times(100) : value;
    return `${compact(size.toNumber())}${isShare ? '%' : ''}`;
  }
  return unit === 'points_per_28_days' || unit === 'days' ? formatValue('points', value) : formatValue(unit, value);
}

/** A mark on the axis: as many decimals as its step needs. */
export function axisValue(unit: Unit, value: number, step: number): string {
  const isShare = unit === 'rate' || unit === 'ratio' || unit === 'share';
  const [shown, shownStep] = isShare ? [value * 100, step * 100] : [value, step];
  const sign = isShare ? '%' : '';
  if (Math.abs(shown) >= 100_000) return `${compact(shown)}${sign}`;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(shownStep) + 1e-9)));
  return `${new Decimal(shown).toFixed(decimals).replace(/^-(0(\.0*)?)$/, '$1')}${sign}`;
}

/** "1.2M". */
function compact(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}
