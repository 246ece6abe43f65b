import type { Knex } from 'knex';
import { type Decimal, nullableDecimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { isLeftBehind } from './left-behind.ts';

/** A pending item that a person has not been asked about yet, with what ranks it. */
export interface WaitingItem {
  coachingId: string;
  coachingDate: LocalDate;
  metricKey: string;
  dimension: string;
  /** Of the reading that opened the pattern; null when there is none any more. */
  gap: Decimal | null;
  benchmark: Decimal | null;
  companions: Readonly<Record<string, unknown>>;
  /** The rep's own, in that week. */
  segment: string | null;
}

interface Row {
  coaching_id: string;
  coaching_date: LocalDate;
  metric_key: string;
  dimension: string;
  gap: string | null;
  benchmark: string | null;
  companions: Record<string, unknown> | null;
  segment: string | null;
}

/**
 * Items of one rep that the person was sent no message with their buttons about, or only withheld ones, or ones to a
 * Slack account that they do not have any more: patterns not over, and rows of the daily run. Gap and benchmark are those
 * of the first week.
 */
export async function waitingForReview(db: Knex, repId: string, recipientId: string): Promise<WaitingItem[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.coaching_date, item.metric_key, item.dimension, reading.gap, reading.benchmark,
            reading.companions, reading.segment
     from rep_coaching_log item
     left join pattern_episode episode on episode.episode_id = item.episode_id
     left join metric_reading reading
       on reading.rep_id = item.rep_id and reading.metric_key = item.metric_key
       and reading.dimension = item.dimension and reading.as_of = item.coaching_date and reading.period = 'week'
       and reading.definition_version = episode.definition_version
     where item.rep_id = :repId and item.approval_status = 'pending_approval'
       and (episode.episode_id is null or episode.state = 'open')
       and not exists (
         select 1 from delivery d
         left join escalation told on d.kind = 'escalation_notice'
           and told.escalation_id = d.reference ->> 'escalation_id'
         where d.recipient_id = :recipientId and d.state <> 'withheld' and not ${isLeftBehind}
           and (d.kind in ('review_request', 'daily_flag', 'weak_calls') or told.rule in ('E1', 'E4', 'E6'))
           and d.subjects @> array['coaching:' || item.coaching_id])
     order by item.coaching_date, item.metric_key, item.dimension`,
    { repId, recipientId },
  );
  return rows.map((row) => ({
    coachingId: row.coaching_id,
    coachingDate: row.coaching_date,
    metricKey: row.metric_key,
    dimension: row.dimension,
    gap: nullableDecimal(row.gap),
    benchmark: nullableDecimal(row.benchmark),
    companions: row.companions ?? {},
    segment: row.segment,
  }));
}
