import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { DEFAULT_CALENDAR, type FiscalQuarter, startOfDay } from '../../src/domain/calendar.ts';
import type { CohortMember } from '../../src/domain/cohort-member.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import type { MetricDefinition, MetricKey, Period } from '../../src/domain/metric.ts';
import type { MeasureRequest } from '../../src/measures/measure.ts';
import { metricRequest } from '../../src/measures/metric-request.ts';
import { metricOf } from '../support/metric-of.ts';
import { ZONE } from './stage-history-rows.ts';

/** A rep as a measure sees one: in the role since 2020, in the enterprise segment, always there, unless said. */
export function member(repId: string, change: Partial<CohortMember> = {}): CohortMember {
  return {
    repId,
    role: 'AE',
    isTied: false,
    stintStart: '2020-01-01',
    segment: 'enterprise',
    calendar: DEFAULT_CALENDAR,
    absences: [],
    isRamping: false,
    isLeaveWeek: false,
    ...change,
  };
}

/** Four calendar quarters of 2026. */
export const QUARTERS: readonly FiscalQuarter[] = [
  { fiscalQuarter: 'Q4-2025', fiscalYear: '2025', start: '2025-10-01', end: '2026-01-01' },
  { fiscalQuarter: 'Q1-2026', fiscalYear: '2026', start: '2026-01-01', end: '2026-04-01' },
  { fiscalQuarter: 'Q2-2026', fiscalYear: '2026', start: '2026-04-01', end: '2026-07-01' },
  { fiscalQuarter: 'Q3-2026', fiscalYear: '2026', start: '2026-07-01', end: '2026-10-01' },
];

export interface TestRun {
  /** Of the catalog, or what a skill asks of a family. */
  readonly metrics: readonly (MetricKey | MetricDefinition)[];
  readonly t: LocalDate;
  readonly members: readonly CohortMember[];
  readonly period?: Period;
  /** Default: 06:00 local on t. */
  readonly runStart?: Date;
  readonly quarters?: readonly FiscalQuarter[];
}

/** What a weekly run would ask a family of measures for. */
export function measureRequest(run: TestRun): MeasureRequest {
  const { t, members, period = 'week', quarters = QUARTERS } = run;
  const instant = startOfDay(t, ZONE);
  const weekStart = addDays(t, -7);
  return {
    metrics: run.metrics.flatMap((wanted) => {
      const metric = typeof wanted === 'string' ? metricOf(wanted) : wanted;
      return (
        metricRequest(metric, members, { t, period, orgTz: ZONE, quarters, evidenceDays: 91, availableShare: 0.5 }) ??
        []
      );
    }),
    t,
    tInstant: instant,
    period,
    runStart: run.runStart ?? new Date(instant.getTime() + 6 * 3_600_000),
    scoredWeek: { start: weekStart, end: t, from: startOfDay(weekStart, ZONE), to: instant },
    settings: { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' },
    thresholds: defaultThresholds,
    quarters,
  };
}
