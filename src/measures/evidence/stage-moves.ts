import { localDateOf } from '../../domain/calendar.ts';
import { DECIDED, HISTORY, PARTS } from '../stage-history-sql.ts';
import { BEFORE_STINT, counted, type EvidenceOf, hit, LATE, leftOut } from './evidence.ts';
import { OWN_DEALS, ofDeals, UNKNOWN_DEAL, UNSOUND_MOVE } from './stage-rows.ts';

interface Row {
  opp_id: string;
  account_id: string | null;
  entered_at: Date;
  from_stage: number | null;
  is_passed: boolean | null;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  early: BEFORE_STINT,
  late: LATE,
  open: 'still open at this stage',
  others: 'decided while somebody else owned it',
  reopened: 'lost, and opened again since',
  transfer: 'lost too soon after it was handed over',
  unknown: UNKNOWN_DEAL,
  unsound: UNSOUND_MOVE,
} as const;

/** Deals at the stages they were decided at, by the measure's own statement; beside them those that are not decided. */
const MOVES = `
${HISTORY}, ${PARTS}, ${DECIDED}, stays as (
  select opp_id, max(reached_stage) as stage, min(entered_at) filter (where nth_back = 1) as entered_at,
         bool_or(nth_back = 1 and owner_rep_id = :repId and stage is not null) as is_open
  from (
    select *, coalesce(stage, reached) as reached_stage,
           row_number() over (partition by opp_id order by seq desc) as nth_back
    from owned
  ) o
  group by opp_id
), found as (
  select opp_id, entered_at, from_stage, is_passed,
         case when owner_rep_id is distinct from :repId then 'others'
              when entered_at < :ownFrom then 'early'
              when segment is null then 'unknown'
              when not is_passed
                   and entered_at < transferred_at + make_interval(hours => 24 * :transferGraceDays) then 'transfer'
         end as reason
  from decided
  cross join lateral generate_series(first_stage, last_stage) as from_stage
  where entered_at >= :from
  union all
  select opp_id, entered_at, stage, null, 'open' from stays where is_open and stage is not null
  union all
  select opp_id, entered_at, reached, null, 'reopened'
  from owned
  where owner_rep_id = :repId and is_resumed and reached is not null and entered_at >= :from
  union all
  select opp_id, entered_at, null, null, 'unsound'
  from history
  where owner_rep_id = :repId and entered_at >= :from and not is_sound
  union all
  select opp_id collate "C", entered_at, null, null, 'late'
  from opportunity_stage_history
  where owner_rep_id = :repId and entered_at >= :from and entered_at < :end and recorded_at >= :runStart
)
select f.*, o.account_id
from found f
left join opportunities o on o.opp_id = f.opp_id collate "default"
order by f.entered_at, f.opp_id, f.from_stage`;

/** The moves of a rep's deals, of every pair of stages. */
export const evidenceOfConversion: EvidenceOf = async (db, request) => {
  const rows = await ofDeals<Row>(db, request, { deals: OWN_DEALS, statement: MOVES });
  return rows.map((row) => {
    const deal = {
      name: `deal ${row.opp_id}`,
      on: localDateOf(row.entered_at, request.settings.orgTz),
      accountId: row.account_id,
      dimension: row.from_stage === null ? '' : `${row.from_stage}>${row.from_stage + 1}`,
    };
    if (row.reason !== null) return leftOut(deal, REASONS[row.reason]);
    return counted(deal, row.is_passed === true ? 'moved on' : 'lost', hit(row.is_passed === true));
  });
};
