import type { Decimal } from '../../domain/decimal.ts';
import type { MetricWindow } from '../../domain/metric.ts';

/** Times that people plan in, by their days. */
const SPANS = [
  [28, 'four weeks'],
  [56, 'eight weeks'],
  [91, 'three months'],
  [183, 'six months'],
] as const;

const A_YEAR_OF_DAYS = 365;

/**
 * By when a number can have gone a share of the way to its benchmark: a window of 91 days still holds two months of
 * what was before when a month has passed. Whoever does as well as the benchmark from now on gets half the way in half
 * the window. Never less than four weeks: what is suggested is for a month.
 * @param share 0 to 1
 */
export function timeFor(window: MetricWindow, share: Decimal): string {
  switch (window.kind) {
    case 'last_quarter':
      return 'for the quarter in which you get this';
    case 'quarter_to_date':
      return 'within four weeks of getting this, or by the end of the quarter if that is sooner';
    case 'point_in_time':
      return within(0);
    case 'trailing_year':
      return within(share.times(A_YEAR_OF_DAYS).toNumber());
    case 'trailing':
      return within(share.times(window.days).toNumber() + (window.shift ?? 0));
  }
}

function within(days: number): string {
  const [, span] = SPANS.find(([most]) => days <= most) ?? [A_YEAR_OF_DAYS, 'a year'];
  return `within ${span} of getting this`;
}
