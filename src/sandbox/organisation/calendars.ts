import { fiscalQuarters } from './fiscal-quarters.ts';
import { holidays } from './holidays.ts';
import * as reference from './reference-tables.ts';
import type { RowBook } from './row-book.ts';

/** Fiscal quarters, plan rates, business calendars and their holidays. */
export function addCalendars(book: RowBook): void {
  for (const { name, year, start, end } of fiscalQuarters) {
    book.add(reference.fiscalCalendar, { fiscal_quarter: name, fiscal_year: year, start_date: start, end_date: end });
  }
  for (const [fiscal_year, plan_rate] of [
    ['2025', 1.08],
    ['2026', 1.11],
    ['2027', 1.1],
  ] as const) {
    book.add(reference.fxRate, { currency: 'EUR', fiscal_year, plan_rate });
  }
  for (const [calendar_id, days] of Object.entries(holidays)) {
    book.add(reference.businessCalendar, { calendar_id });
    for (const [holiday_date, name] of days) book.add(reference.holiday, { calendar_id, holiday_date, name });
  }
}
