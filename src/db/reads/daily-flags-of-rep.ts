import type { Knex } from 'knex';
import type { DateRange } from '../../domain/calendar.ts';
import { Decimal, nullableDecimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey } from '../../domain/metric.ts';
import type { DailyFlag } from '../../domain/view.ts';

interface Row {
  metric_key: MetricKey;
  dimension: string;
  breach_date: LocalDate;
  value: string;
  benchmark: string | null;
}

/** The breaches of critical thresholds within the dates of which the manager was told. Oldest first. */
export async function dailyFlagsOfRep(db: Knex, repId: string, dates: DateRange): Promise<DailyFlag[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select metric_key, dimension, breach_date, value, benchmark from daily_breach
     where rep_id = :repId and delivered_on is not null and breach_date >= :start and breach_date < :end
     order by breach_date, metric_key, dimension`,
    { repId, start: dates.start, end: dates.end },
  );
  return rows.map((row) => ({
    metricKey: row.metric_key,
    dimension: row.dimension,
    on: row.breach_date,
    value: new Decimal(row.value),
    benchmark: nullableDecimal(row.benchmark),
  }));
}
