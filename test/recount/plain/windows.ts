import { addDays, firstOfMonthBefore, oneYearBefore } from './dates.ts';
import type { Metric } from './metrics/metric.ts';
import type { Rep, Run, Span } from './run.ts';

/** The dates a metric looks at, before the stint has its say. */
export function windowOf(run: Run, metric: Metric): Span {
  const { t } = run;
  const { window } = metric;
  if (window === 'point in time') return { start: t, end: t };
  if (window === 'year') return { start: oneYearBefore(t), end: t };
  if (window === 'last quarter') {
    const quarter = run.organisation.fiscal_calendar
      .filter((row) => row.end_date <= t)
      .sort((one, other) => (one.end_date < other.end_date ? 1 : -1))[0];
    if (quarter === undefined) throw new Error('No quarter is over.');
    return { start: quarter.start_date, end: quarter.end_date };
  }
  if (window === 'quarter to date') {
    const day = run.period === 'month' ? addDays(t, -1) : t;
    const quarter = run.organisation.fiscal_calendar.find((row) => row.start_date <= day && day < row.end_date);
    if (quarter === undefined) throw new Error(`No quarter has ${day}.`);
    return { start: quarter.start_date, end: t };
  }
  if (run.period === 'month' && window.monthly === true) return { start: firstOfMonthBefore(t), end: t };
  const end = addDays(t, -(window.shift ?? 0));
  return { start: addDays(end, -window.days), end };
}

/** The trailing 91 days, or the metric's own window where that is longer. */
export function evidenceWindowOf(run: Run, metric: Metric): Span {
  const own = windowOf(run, metric);
  if (metric.window === 'point in time') return own;
  const start = addDays(own.end, -91);
  return { start: start < own.start ? start : own.start, end: own.end };
}

/** No earlier than the stint. */
export function within(rep: Rep, metric: Metric, span: Span): Span {
  if (metric.ignoresStint === true || rep.stintStart <= span.start) return span;
  return { start: rep.stintStart < span.end ? rep.stintStart : span.end, end: span.end };
}
