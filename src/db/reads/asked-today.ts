import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** True when the weekly run of the day opened the row's pattern and a review request of that run shows it. */
export async function isAskedToday(db: Knex, coachingId: string, d: LocalDate): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `select d.delivery_id
     from rep_coaching_log item
     join pattern_episode e on e.episode_id = item.episode_id and e.opened_on = :d
     join delivery d on d.kind = 'review_request' and d.state <> 'withheld'
       and d.subjects @> array['coaching:' || item.coaching_id] and d.delivery_key like 'review:' || :d || ':%'
     where item.coaching_id = :coachingId limit 1`,
    { coachingId, d },
  );
  return rows.length > 0;
}
