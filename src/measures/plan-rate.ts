import type { FiscalQuarter } from '../domain/calendar.ts';
import { fiscalQuarterAt } from '../domain/calendar.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';

/**
 * The rate that turns a row's money into the reporting currency, null where none is known (metrics G10): one of the
 * whole fiscal year, so that a moving exchange rate is nobody's doing. Bind `reportingCurrency` and `fiscalYear`.
 * @param row alias of the row that has `currency`; join `fx_rate fx on ${planRateJoin(row)}`.
 */
export function planRate(row: string): string {
  return `case when ${row}.currency = :reportingCurrency then 1 else fx.plan_rate end`;
}

/** @param fiscalYear whose rates hold, where rows of several years are read together. */
export function planRateJoin(row: string, fiscalYear = ':fiscalYear'): string {
  return `fx.currency = ${row}.currency and fx.fiscal_year = ${fiscalYear}`;
}

/** The fiscal year whose rates hold for a window: that of its last day; null beyond the fiscal calendar. */
export function fiscalYearOf(windowEnd: LocalDate, quarters: readonly FiscalQuarter[]): string | null {
  return fiscalQuarterAt(addDays(windowEnd, -1), quarters)?.fiscalYear ?? null;
}
