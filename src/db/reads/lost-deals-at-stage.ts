import type { Knex } from 'knex';
import { localDateOf, startOfDay } from '../../domain/calendar.ts';
import type { EvidenceDeal } from '../../domain/coaching-item.ts';
import type { LocalDate } from '../../domain/local-date.ts';

const MOST = 5;

interface Row {
  opp_id: string;
  account_name: string | null;
  lost_at: Date;
}

/**
 * A rep's most recent deals that were lost in the window `[windowStart, windowEnd)` with this stage as the highest they
 * reached, newest first, at most 5. The rep is the owner on the history row that lost it. A deal opened again since is
 * left out.
 */
export async function lostDealsAtStage(
  db: Knex,
  question: { repId: string; stage: number; windowStart: LocalDate; windowEnd: LocalDate },
  orgTz: string,
): Promise<EvidenceDeal[]> {
  const from = startOfDay(question.windowStart, orgTz);
  const until = startOfDay(question.windowEnd, orgTz);
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select lost.opp_id, a.name as account_name, lost.entered_at as lost_at
     from opportunity_stage_history lost
     left join opportunities o on o.opp_id = lost.opp_id
     left join accounts a on a.account_id = o.account_id
     where lost.owner_rep_id = :repId and lost.status = 'lost'
       and lost.entered_at >= :from and lost.entered_at < :until
       and not exists (select 1 from opportunity_stage_history later
                       where later.opp_id = lost.opp_id and later.seq > lost.seq and later.entered_at < :until)
       and (select max(s.stage_order) from opportunity_stage_history s
            where s.opp_id = lost.opp_id and s.status = 'open' and s.seq < lost.seq) = :stage
     order by lost.entered_at desc, lost.opp_id
     limit ${MOST}`,
    { repId: question.repId, stage: question.stage, from, until },
  );
  return rows.map((row) => ({
    oppId: row.opp_id,
    accountName: row.account_name ?? row.opp_id,
    closedOn: localDateOf(row.lost_at, orgTz),
  }));
}
