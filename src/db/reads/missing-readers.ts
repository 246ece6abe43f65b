import type { Knex } from 'knex';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import { lineBindings } from './reporting-line.ts';

/**
 * For the auditor: who answers today and has nothing of what is theirs. Told from the tables by itself, without the
 * queries that say who is asked, so that a mistake in those shows.
 */

/** A pending item, and somebody who may decide it today and was not asked. */
export interface UnaskedItem {
  coachingId: string;
  repId: string;
  /** Null where nobody may, and nobody ever was asked. */
  personId: string | null;
  /** Others were asked before: the line, or an account, has changed since. */
  wasAsked: boolean;
}

/** An open escalation that is not with today's second-line manager, or of which nothing was ever written to them. */
export interface MisplacedEscalation {
  escalationId: string;
  repId: string;
  /** Whose it must be; null where nobody above the manager can take it. */
  slmId: string | null;
  /** Somebody has been told of it, there or elsewhere. */
  wasTold: boolean;
}

/** Of reps who are there: the line that covers today; and who is there. */
const today = `
  present as (select person_id from person where deactivated_at is null or deactivated_at > :now),
  line as (
    select l.rep_id, l.manager_id, l.slm_id
    from reporting_line l join present on present.person_id = l.rep_id
    where l.effective_from <= :today and (l.effective_to is null or :today < l.effective_to)
  )`;

/** Of a message: its conversation is known to be with another Slack account than its recipient has now. */
const standsWithAnother = (message: string) =>
  `exists (
     select from slack_dm join person on person.person_id = ${message}.recipient_id
     where slack_dm.channel_id = ${message}.channel_id and slack_dm.slack_user_id is distinct from person.slack_user_id)`;

/**
 * Pending items with a person who may decide them today and has neither a message with their buttons nor any request
 * about the rep since the item is there, in which it may have been held back. What the daily run found waits for a week's
 * request until somebody was asked about it. A rep without any line today is another matter.
 */
export async function unaskedItems(db: Knex, moment: OrganisationMoment): Promise<UnaskedItem[]> {
  const { rows } = await db.raw<{
    rows: { coaching_id: string; rep_id: string; person_id: string | null; was_asked: boolean }[];
  }>(
    `with ${today},
     stand_in as (
       select manager_id, delegate_id from delegation where from_date <= :today and :today < to_date
     ),
     absent as (
       select rep_id from rep_absence where from_date <= :today and :today < to_date
     ),
     away as (
       select manager_id from stand_in union select rep_id from absent
     ),
     managed as (
       select line.*, manager_id <> rep_id and manager_id in (select person_id from present) as has_manager from line
     ),
     named as (
       select rep_id, manager_id as person_id from managed where has_manager
       union
       select managed.rep_id, (
         select person_id
         from (
           select delegate_id as person_id, case when delegate_id in (select rep_id from absent) then 3 else 1 end as turn
           from stand_in where stand_in.manager_id = managed.manager_id
           union all select managed.slm_id, 2) candidate join present using (person_id)
         where person_id not in (managed.rep_id, managed.manager_id)
         order by turn limit 1)
       from managed where not has_manager or manager_id in (select manager_id from away)
     ),
     decider as (
       select named.rep_id, named.person_id from named join present using (person_id) where person_id <> rep_id
     ),
     request as not materialized (
       select d.recipient_id, d.kind, d.subjects, d.reference, d.created_at
       from delivery d left join escalation e on e.escalation_id = d.reference ->> 'escalation_id'
       where d.state <> 'withheld' and not ${standsWithAnother('d')}
         and (d.kind in ('review_request', 'daily_flag', 'weak_calls')
           or (d.kind = 'escalation_notice' and e.rule in ('E1', 'E4', 'E6')))
     ),
     asked as (
       select item.coaching_id, item.rep_id, decider.person_id, exists (
         select from delivery d where d.state <> 'withheld' and d.subjects @> array['coaching:' || item.coaching_id]
         union all
         select from delivery d where d.state <> 'withheld' and d.kind = 'review_request'
           and d.reference ->> 'rep_id' = item.rep_id and (d.created_at at time zone :orgTz)::date >= item.coaching_date
       ) as was_asked
       from rep_coaching_log item
         join line on line.rep_id = item.rep_id
         left join decider on decider.rep_id = item.rep_id
         left join pattern_episode episode on episode.episode_id = item.episode_id
       where item.approval_status = 'pending_approval'
         and (episode.state = 'open' or (item.episode_id is null and exists (
           select from request where subjects @> array['coaching:' || item.coaching_id])))
         and not exists (
           select from request where recipient_id = decider.person_id
             and subjects @> array['coaching:' || item.coaching_id])
         and not exists (
           select from request where recipient_id = decider.person_id and kind = 'review_request'
             and reference ->> 'rep_id' = item.rep_id
             and (created_at at time zone :orgTz)::date >= item.coaching_date)
     )
     select * from asked where person_id is not null or not was_asked order by coaching_id, person_id`,
    { ...lineBindings(moment), orgTz: moment.orgTz },
  );
  return rows.map((row) => ({
    coachingId: row.coaching_id,
    repId: row.rep_id,
    personId: row.person_id,
    wasAsked: row.was_asked,
  }));
}

/** Those of reps who are there; the escalation of a rep who has left stays where it is. */
export async function misplacedEscalations(db: Knex, moment: OrganisationMoment): Promise<MisplacedEscalation[]> {
  const { rows } = await db.raw<{
    rows: { escalation_id: string; rep_id: string; slm_id: string | null; was_told: boolean }[];
  }>(
    `with ${today},
     owner as (
       select rep_id, case when slm_id in (select person_id from present) and slm_id <> rep_id and slm_id <> manager_id
                           then slm_id end as slm_id
       from line
     )
     select e.escalation_id, e.rep_id, owner.slm_id, exists (
       select from delivery root where root.kind = 'escalation' and root.state <> 'withheld'
         and root.subjects @> array['escalation:' || e.escalation_id]) as was_told
     from escalation e join owner using (rep_id)
     where e.resolved_at is null and (e.slm_id is distinct from owner.slm_id or (owner.slm_id is not null and not exists (
       select from delivery root where root.kind = 'escalation' and root.recipient_id = owner.slm_id
         and root.subjects @> array['escalation:' || e.escalation_id] and not ${standsWithAnother('root')})))
     order by e.escalation_id`,
    lineBindings(moment),
  );
  return rows.map((row) => ({
    escalationId: row.escalation_id,
    repId: row.rep_id,
    slmId: row.slm_id,
    wasTold: row.was_told,
  }));
}
