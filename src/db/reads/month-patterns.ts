import type { Knex } from 'knex';
import type { DateRange } from '../../domain/calendar.ts';
import { nullableDecimal } from '../../domain/decimal.ts';
import type { MonthPattern } from '../../domain/digest.ts';
import { groupBy } from '../../domain/group-by.ts';
import { addMonths, type LocalDate } from '../../domain/local-date.ts';
import type { BenchmarkKind, MetricKey, Role } from '../../domain/metric.ts';

interface Row {
  rep_id: string;
  metric_key: MetricKey;
  dimension: string;
  weeks: number;
  first_as_of: LocalDate | null;
  last_as_of: LocalDate | null;
  first_value: string | null;
  last_value: string | null;
  improved: boolean;
  is_over: boolean;
  benchmark: string | null;
  benchmark_kind: BenchmarkKind | null;
  peer_count: number | null;
}

/**
 * What was seen of a rep's patterns in a month, for the digest's diagnosis: one line a pattern, from the weekly checks
 * dated in the month. It reads nothing of what became of the action but one thing: an episode whose data was found wrong
 * is left out, and only that one.
 */
export async function monthPatterns(
  db: Knex,
  rep: { repId: string; role: Role },
  periodMonth: LocalDate,
): Promise<MonthPattern[]> {
  return patternsInChecks(db, rep, { start: periodMonth, end: addMonths(periodMonth, 1) });
}

/** The same from the weekly checks dated in the range. */
export async function patternsInChecks(
  db: Knex,
  rep: { repId: string; role: Role },
  checks: DateRange,
): Promise<MonthPattern[]> {
  return (await patternsOfReps(db, [rep], checks)).get(rep.repId) ?? [];
}

/** The same of several reps at once, each in one role. A rep without any is left out. */
export async function patternsOfReps(
  db: Knex,
  reps: readonly { readonly repId: string; readonly role: Role }[],
  checks: DateRange,
): Promise<ReadonlyMap<string, MonthPattern[]>> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with seen as (
       select e.rep_id, e.metric_key, e.dimension,
              count(*) filter (where w.flagged) as weeks,
              min(w.as_of) filter (where w.flagged) as first_as_of,
              (array_agg(w.value order by w.as_of) filter (where w.flagged))[1] as first_value,
              (array_agg(w.value order by w.as_of desc) filter (where w.value is not null))[1] as last_value,
              max(w.as_of) filter (where w.value is not null) as last_as_of,
              max(e.definition_version) as definition_version,
              coalesce(bool_or(w.improvement >= w.improvement_needed - 1e-9), false) as improved,
              coalesce((array_agg(e.state = 'resolved' and e.closed_on < :until order by e.opened_on desc))[1], false)
                as is_over
       from unnest(cast(:repIds as text[]), cast(:roles as text[])) as rep (rep_id, role)
       join pattern_episode e on e.rep_id = rep.rep_id and e.role = rep.role
       join pattern_week w on w.episode_id = e.episode_id and w.as_of >= :from and w.as_of < :until
       left join rep_coaching_log item on item.episode_id = e.episode_id
       where item.dismiss_reason is distinct from 'bad_data'
       group by e.rep_id, e.metric_key, e.dimension
     )
     select seen.*, r.benchmark, r.benchmark_kind, r.peer_count
     from seen
     left join metric_reading r
       on r.rep_id = seen.rep_id and r.metric_key = seen.metric_key and r.dimension = seen.dimension
       and r.as_of = seen.last_as_of and r.period = 'week' and r.definition_version = seen.definition_version
     order by seen.rep_id, seen.metric_key, seen.dimension`,
    {
      repIds: reps.map(({ repId }) => repId),
      roles: reps.map(({ role }) => role),
      from: checks.start,
      until: checks.end,
    },
  );
  const byRep = groupBy(rows, (row) => row.rep_id);
  return new Map([...byRep].map(([repId, own]) => [repId, own.map(patternOf)]));
}

function patternOf(row: Row): MonthPattern {
  return {
    metricKey: row.metric_key,
    dimension: row.dimension,
    weeks: row.weeks,
    firstOn: row.first_as_of,
    firstValue: nullableDecimal(row.first_value),
    lastOn: row.last_as_of,
    lastValue: nullableDecimal(row.last_value),
    benchmark: nullableDecimal(row.benchmark),
    benchmarkKind: row.benchmark_kind ?? 'none',
    peerCount: row.peer_count ?? 0,
    improved: row.improved,
    over: row.is_over,
  };
}
