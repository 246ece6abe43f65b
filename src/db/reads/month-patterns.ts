import type { Knex } from 'knex';
import { nullableDecimal } from '../../domain/decimal.ts';
import type { MonthPattern } from '../../domain/digest.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { BenchmarkKind, MetricKey } from '../../domain/metric.ts';

interface Row {
  rep_id: string;
  metric_key: MetricKey;
  dimension: string;
  weeks: number;
  first_value: string | null;
  last_value: string | null;
  is_improved: boolean;
  is_over: boolean;
  is_bad_data: boolean;
  benchmark: string | null;
  benchmark_kind: BenchmarkKind | null;
  peer_count: number | null;
}

/** What the weekly checks of `[from, to)` found, one entry an episode, by rep_id. */
export async function monthPatterns(
  db: Knex,
  month: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<Map<string, MonthPattern[]>> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with weeks as (
       select episode_id,
              count(*) filter (where flagged) as weeks,
              (array_agg(value order by as_of) filter (where value is not null))[1] as first_value,
              (array_agg(value order by as_of desc) filter (where value is not null))[1] as last_value,
              max(as_of) filter (where value is not null) as last_measured,
              coalesce(bool_or(improvement is not null and clock = 1), false) as is_improved
       from pattern_week where as_of >= :from and as_of < :to
       group by episode_id
     )
     select e.rep_id, e.metric_key, e.dimension, w.weeks, w.first_value, w.last_value, w.is_improved,
            e.state = 'resolved' and e.closed_on < :to as is_over,
            coalesce(item.dismiss_reason = 'bad_data', false) as is_bad_data,
            r.benchmark, r.benchmark_kind, r.peer_count
     from weeks w
     join pattern_episode e on e.episode_id = w.episode_id
     left join rep_coaching_log item on item.episode_id = e.episode_id
     left join metric_reading r
       on r.rep_id = e.rep_id and r.metric_key = e.metric_key and r.dimension = e.dimension
       and r.as_of = w.last_measured and r.period = 'week' and r.definition_version = e.definition_version
     order by e.rep_id, e.opened_on, e.episode_id`,
    month,
  );
  const byRep = new Map<string, MonthPattern[]>();
  for (const row of rows) byRep.set(row.rep_id, [...(byRep.get(row.rep_id) ?? []), patternOf(row)]);
  return byRep;
}

function patternOf(row: Row): MonthPattern {
  return {
    metricKey: row.metric_key,
    dimension: row.dimension,
    weeks: row.weeks,
    firstValue: nullableDecimal(row.first_value),
    lastValue: nullableDecimal(row.last_value),
    benchmark: nullableDecimal(row.benchmark),
    benchmarkKind: row.benchmark_kind ?? 'none',
    peerCount: row.peer_count ?? 0,
    improved: row.is_improved,
    over: row.is_over,
    isBadData: row.is_bad_data,
  };
}
