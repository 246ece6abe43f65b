import type { Knex } from 'knex';
import { nullableDecimal } from '../../domain/decimal.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { BenchmarkKind, MetricKey, Status } from '../../domain/metric.ts';
import { type SeriesCheck, TREND_WEEKS } from '../../domain/trend.ts';

export interface SeriesName {
  readonly repId: string;
  readonly metricKey: MetricKey;
  readonly dimension: string;
}

interface Row {
  number: number;
  as_of: LocalDate;
  value: string | null;
  status: Status;
  benchmark: string | null;
  benchmark_kind: BenchmarkKind;
  peer_count: number;
  flagged: boolean;
}

/**
 * The weekly checks of a quarter before the date, of each series in the order asked for, oldest first. Only those of the
 * newest definition: earlier ones are not the same number.
 * @param marks `sound`: a pattern whose data the manager found wrong marks no week, as in what the rep reads of it.
 */
export async function seriesChecks(
  db: Knex,
  series: readonly SeriesName[],
  { before, marks }: { before: LocalDate; marks: 'all' | 'sound' },
): Promise<SeriesCheck[][]> {
  if (series.length === 0) return [];
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with asked as (
       select * from unnest(cast(:repIds as text[]), cast(:metricKeys as text[]), cast(:dimensions as text[]))
         with ordinality as a (rep_id, metric_key, dimension, number)
     ), found as (
       select a.number::int as number, r.*, max(r.definition_version) over (partition by a.number) as newest
       from asked a
       join metric_reading r on r.rep_id = a.rep_id and r.metric_key = a.metric_key and r.dimension = a.dimension
       where r.period = 'week' and r.as_of >= :from and r.as_of < :before
     )
     select f.number, f.as_of, f.value, f.status, f.benchmark, f.benchmark_kind, f.peer_count,
            exists (
              select from pattern_episode e
              join pattern_week w on w.episode_id = e.episode_id and w.as_of = f.as_of and w.flagged
              left join rep_coaching_log item on item.episode_id = e.episode_id
              where e.rep_id = f.rep_id and e.metric_key = f.metric_key and e.dimension = f.dimension
                and (:marks = 'all' or item.dismiss_reason is distinct from 'bad_data')
            ) as flagged
     from found f
     where f.definition_version = f.newest
     order by f.number, f.as_of`,
    {
      repIds: series.map((one) => one.repId),
      metricKeys: series.map((one) => one.metricKey),
      dimensions: series.map((one) => one.dimension),
      from: addDays(before, -7 * TREND_WEEKS),
      before,
      marks,
    },
  );
  const checks: SeriesCheck[][] = series.map(() => []);
  for (const row of rows) {
    checks[row.number - 1]?.push({
      asOf: row.as_of,
      value: nullableDecimal(row.value),
      status: row.status,
      benchmark: nullableDecimal(row.benchmark),
      benchmarkKind: row.benchmark_kind,
      peerCount: row.peer_count,
      flagged: row.flagged,
    });
  }
  return checks;
}
