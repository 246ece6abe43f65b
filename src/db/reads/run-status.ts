import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { SystemStatus } from '../../domain/system-status.ts';
import { heartbeatAges } from '../stores/heartbeats.ts';
import { countRepairs } from '../stores/repairs.ts';
import { sourceStates } from '../stores/source-states.ts';

interface JobRow {
  job: string;
  local_period: LocalDate;
  state: 'running' | 'done';
  parked_items: number;
}

/**
 * @param asker.personId the admin who asks: nobody is admin of themselves
 * @param asker.now business time, against which messages are due
 */
export async function runStatus(db: Knex, asker: { personId: string; now: Date }): Promise<SystemStatus> {
  const jobs = await db.raw<{ rows: JobRow[] }>(
    `select distinct on (run.job) run.job, run.local_period, run.state,
            (select count(*) from job_item item
             where item.job = run.job and item.local_period = run.local_period and item.state = 'parked') as parked_items
     from job_run run order by run.job, run.local_period desc`,
  );
  const due = await db.raw<{ rows: { count: number }[] }>(
    `select count(*) as count from delivery
     where state in ('pending', 'sending', 'ambiguous') and not_before <= ?`,
    [asker.now],
  );
  const escalations = await db.raw<{ rows: { open: number; unowned: number }[] }>(
    `select count(*) as open, count(*) filter (where owned_by is null) as unowned
     from escalation where resolved_at is null and rep_id <> ?`,
    [asker.personId],
  );
  return {
    jobs: jobs.rows.map((row) => ({
      job: row.job,
      localPeriod: row.local_period,
      state: row.state,
      parkedItems: row.parked_items,
    })),
    parkedDeliveries: await parkedFor(db, asker.personId),
    dueDeliveries: due.rows[0]?.count ?? 0,
    escalations: escalations.rows[0] ?? { open: 0, unowned: 0 },
    sources: await sourceStates(db),
    auditorAge: (await heartbeatAges(db)).get('auditor') ?? null,
    repairs: await countRepairs(db, { now: asker.now, exceptAbout: asker.personId }),
  };
}

/** A message is about the rep whom its reference names, else about its recipient. */
async function parkedFor(db: Knex, adminId: string): Promise<SystemStatus['parkedDeliveries']> {
  const { rows } = await db.raw<{ rows: { recipient_name: string; reason: string | null; count: number }[] }>(
    `select coalesce(person.full_name, d.recipient_id) as recipient_name, d.reason, count(*) as count
     from delivery d
       left join person on person.person_id = d.recipient_id
       left join escalation_note n on n.note_id = d.reference ->> 'note_id'
       left join escalation e on e.escalation_id = coalesce(d.reference ->> 'escalation_id', n.escalation_id)
       left join pattern_episode p on p.episode_id = d.reference ->> 'episode_id'
       left join digest g on g.digest_id = d.reference ->> 'digest_id'
     where d.state = 'parked'
       and coalesce(d.reference ->> 'rep_id', e.rep_id, p.rep_id, g.rep_id, d.recipient_id) <> :adminId
     group by person.full_name, d.recipient_id, d.reason order by count desc, recipient_name, d.reason`,
    { adminId },
  );
  return rows.map((row) => ({ recipientName: row.recipient_name, reason: row.reason ?? '', count: row.count }));
}
