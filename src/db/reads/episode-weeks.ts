import type { Knex } from 'knex';
import { nullableDecimal } from '../../domain/decimal.ts';
import type { EpisodeWeek } from '../../domain/escalation-case.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { HoldReason } from '../../domain/persistence-clock.ts';

interface Row {
  as_of: LocalDate;
  value: string | null;
  flagged: boolean | null;
  improvement: string | null;
  improvement_needed: string | null;
  clock: number;
  hold_reason: HoldReason | null;
  sample_size: number | null;
  benchmark: string | null;
}

/** The weeks of an episode with the reading each rests on, oldest first. */
export async function episodeWeeks(db: Knex, episodeId: string): Promise<EpisodeWeek[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select w.as_of, w.value, w.flagged, w.improvement, w.improvement_needed, w.clock, w.hold_reason, r.sample_size, r.benchmark
     from pattern_week w
     join pattern_episode e on e.episode_id = w.episode_id
     left join metric_reading r
       on r.rep_id = e.rep_id and r.metric_key = e.metric_key and r.dimension = e.dimension
       and r.as_of = w.as_of and r.period = 'week' and r.definition_version = e.definition_version
     where w.episode_id = ?
     order by w.as_of`,
    [episodeId],
  );
  return rows.map((row) => ({
    asOf: row.as_of,
    value: nullableDecimal(row.value),
    flagged: row.flagged,
    improvement: nullableDecimal(row.improvement),
    needed: nullableDecimal(row.improvement_needed),
    clock: row.clock,
    holdReason: row.hold_reason,
    sampleSize: row.sample_size,
    benchmark: nullableDecimal(row.benchmark),
  }));
}
