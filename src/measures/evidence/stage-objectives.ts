import { Decimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { HISTORY, PARTS, SPELLS } from '../stage-history-sql.ts';
import { counted, type EvidenceOf, LATE, leftOut } from './evidence.ts';
import { ofDeals } from './stage-rows.ts';

interface Row {
  brief_id: string;
  opp_id: string;
  account_id: string | null;
  stage_order: number;
  dated: LocalDate;
  stated: number | null;
  executed: number | null;
  share: string | null;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: LATE,
  unscored: 'not scored by then',
  superseded: 'a later brief of the deal’s stage counts',
  open: 'the deal is still in this stage, or nobody’s stay in it counts',
  early: 'the stage ended before the window, or before the stint in the role began',
  unsound: 'no number of objectives',
  none: 'no objective was stated',
} as const;

const OF_BRIEFS = `
${HISTORY}, ${PARTS}, ${SPELLS}, known as (
  select b.brief_id,
         row_number() over (partition by b.opp_id, b.stage_order order by b.brief_date desc, b.brief_id desc) as place
  from opportunity_brief_log b
  where b.scored_at < :end and b.brief_date < :endDate and b.recorded_at < :runStart
    and b.opp_id in (select opp_id from opportunity_brief_log where rep_id = :repId)
)
select b.brief_id, b.opp_id, o.account_id, b.stage_order,
       coalesce(cast(s.ended_at at time zone :orgTz as date), b.brief_date) as dated,
       b.objectives_stated as stated, b.objectives_executed as executed,
       case when b.objectives_stated > 0
            then cast(b.objectives_executed as numeric) / b.objectives_stated end as share,
       case when b.recorded_at >= :runStart then 'late'
            when k.brief_id is null then 'unscored'
            when k.place > 1 then 'superseded'
            when s.is_ended is not true then 'open'
            when s.ended_at < :ownFrom then 'early'
            when b.objectives_stated is null or b.objectives_executed is null then 'unsound'
            when b.objectives_stated <= 0 then 'none' end as reason
from opportunity_brief_log b
left join known k on k.brief_id = b.brief_id
left join all_spells s on s.opp_id = b.opp_id collate "C" and s.stage = b.stage_order
left join opportunities o on o.opp_id = b.opp_id
where b.rep_id = :repId
  and (b.brief_date >= :start and b.brief_date < :endDate or s.is_ended and s.ended_at >= :from)
order by dated, b.brief_id`;

/** The briefs of a rep: what was planned for a deal's stage, and how much of it was done. */
export const evidenceOfObjectives: EvidenceOf = async (db, request) => {
  const rows = await ofDeals<Row>(db, request, {
    deals: 'select opp_id from opportunity_brief_log where rep_id = :repId',
    statement: OF_BRIEFS,
  });
  return rows.map((row) => {
    const brief = {
      name: `brief ${row.brief_id} of deal ${row.opp_id}, stage ${row.stage_order}`,
      on: row.dated,
      accountId: row.account_id,
    };
    if (row.reason !== null || row.share === null) return leftOut(brief, REASONS[row.reason ?? 'unsound']);
    const adds = { numerator: new Decimal(row.share), denominator: new Decimal(1), size: 1 };
    return counted(brief, `${row.executed} of ${row.stated} objectives`, adds);
  });
};
