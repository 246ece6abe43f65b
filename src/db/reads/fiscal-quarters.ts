import type { Knex } from 'knex';
import type { FiscalQuarter } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';

interface Row {
  fiscal_quarter: string;
  fiscal_year: string;
  start_date: LocalDate;
  end_date: LocalDate;
}

/** The fiscal calendar, in order of time. */
export async function fiscalQuarters(db: Knex): Promise<FiscalQuarter[]> {
  const rows = await db<Row>('fiscal_calendar').orderBy('start_date').select();
  return rows.map((row) => ({
    fiscalQuarter: row.fiscal_quarter,
    fiscalYear: row.fiscal_year,
    start: row.start_date,
    end: row.end_date,
  }));
}
