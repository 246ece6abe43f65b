import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** An episode that goes to the second-line manager with its next flagged week without improvement. */
export interface WeekTwoEpisode {
  episodeId: string;
  coachingId: string;
  /** The check that counted two. */
  countedOn: LocalDate;
}

/** What is under way about a rep, and so goes with whoever answers for them. */
export interface OpenMatters {
  /** Coaching rows of patterns not over, and those that wait for a decision or a digest. */
  coachingIds: string[];
  /** Escalations that are not resolved, with the coaching row that each is about. */
  escalations: { escalationId: string; coachingId: string | null }[];
  weekTwo: WeekTwoEpisode[];
}

interface Row {
  coaching_id: string;
  episode_id: string | null;
  week_two_on: LocalDate | null;
}

/** Everything open about a rep, in a fixed order. */
export async function openMatters(db: Knex, repId: string): Promise<OpenMatters> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.coaching_id, item.episode_id,
            case when e.state = 'open' and e.clock = 2 and e.escalated_on is null
                 then (select max(w.as_of) from pattern_week w
                       where w.episode_id = e.episode_id and w.hold_reason is null) end as week_two_on
     from rep_coaching_log item
     left join pattern_episode e on e.episode_id = item.episode_id
     where item.rep_id = :repId and (e.state = 'open'
       or (item.approval_status = 'pending_approval' and e.episode_id is null)
       or (item.approval_status in ('approved', 'modified')
           and not exists (select 1 from digest_action da where da.coaching_id = item.coaching_id)))
     order by item.coaching_date, item.coaching_id`,
    { repId },
  );
  const escalations = await db<{
    escalation_id: string;
    coaching_id: string | null;
    rep_id: string;
    resolved_at: null;
  }>('escalation')
    .where({ rep_id: repId, resolved_at: null })
    .orderBy('escalation_id')
    .select('escalation_id', 'coaching_id');
  return {
    coachingIds: rows.map((row) => row.coaching_id),
    escalations: escalations.map((row) => ({ escalationId: row.escalation_id, coachingId: row.coaching_id })),
    weekTwo: rows.flatMap(({ week_two_on: countedOn, episode_id: episodeId, coaching_id: coachingId }) =>
      countedOn !== null && episodeId !== null ? [{ episodeId, coachingId, countedOn }] : [],
    ),
  };
}
