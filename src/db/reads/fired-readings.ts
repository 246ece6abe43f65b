import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, PatternIdentity, Role } from '../../domain/metric.ts';

interface Row {
  rep_id: string;
  role: Role;
  metric_key: MetricKey;
  dimension: string;
}

/** What fired in the week's readings, in order of rep, metric and dimension. */
export async function firedReadings(db: Knex, asOf: LocalDate): Promise<PatternIdentity[]> {
  const rows = await db('metric_reading')
    .where({ as_of: asOf, period: 'week', fired: true })
    .distinct<Row[]>('rep_id', 'role', 'metric_key', 'dimension')
    .orderBy(['rep_id', 'metric_key', 'dimension']);
  return rows.map((row) => ({
    repId: row.rep_id,
    role: row.role,
    metricKey: row.metric_key,
    dimension: row.dimension,
  }));
}
