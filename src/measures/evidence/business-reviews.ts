import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { OBLIGATIONS } from '../business-reviews.ts';
import {
  BEFORE_STINT,
  counted,
  type EvidenceOf,
  type EvidenceRequest,
  evidenceBindings,
  hit,
  LATE,
  leftOut,
  UNKNOWN_ACCOUNT,
} from './evidence.ts';

interface ObligationRow {
  account_id: string | null;
  due_date: LocalDate;
  decided_on: LocalDate;
  held_on: LocalDate | null;
  is_met: boolean;
  reason: keyof typeof OBLIGATION_REASONS | null;
}

const OBLIGATION_REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  others: 'somebody else’s, by the latest entry',
  pending: 'its days of grace are not over',
  exempt: 'the account needs no reviews',
  churned: 'the account churned before',
  new_account: 'taken over too shortly before',
  unknown: `${UNKNOWN_ACCOUNT}, or not whether it needs reviews`,
} as const;

/** The log of the accounts that the rep has reviews with. */
const NARROWED = `qbr_log as (
  select * from qbr_log
  where am_rep_id = :repId or account_id in (select account_id from qbr_log where am_rep_id = :repId)
)`;

const ADHERENCE = `
with ${NARROWED}, ${OBLIGATIONS}, mine as (
  select distinct account_id, due_date from qbr_log where am_rep_id = :repId
)
select j.account_id, j.due_date, j.decided_on, j.held_on, coalesce(j.held_on <= j.decided_on, false) as is_met,
       case when j.decided_on < :ownStart then 'early'
            when j.rep_id is distinct from :repId then 'others'
            when j.decided_on >= :t then 'pending'
            when a.qbr_required is false then 'exempt'
            when a.churned_at < j.due then 'churned'
            when (select max(s.owned_from) from account_ownership s
                  where s.account_id = j.account_id and s.owner_role = 'AM' and s.recorded_at < :runStart
                    and s.owned_from <= j.due and (s.owned_to is null or j.due < s.owned_to))
                 > j.due - cast(:newAccountDays as int) then 'new_account'
            when a.qbr_required is null then 'unknown' end as reason
from judged j
join mine m on m.account_id is not distinct from j.account_id and m.due_date = j.due_date
left join accounts a on a.account_id = j.account_id and a.recorded_at < :runStart
where j.decided_on >= :start
union all
select account_id, due_date, due_date, null, false, 'late'
from qbr_log
where am_rep_id = :repId and recorded_at >= :runStart and due_date >= :start and due_date < :t
order by decided_on, account_id, due_date`;

const evidenceOfAdherence: EvidenceOf = async (db, request) => {
  const { rows } = await db.raw<{ rows: ObligationRow[] }>(ADHERENCE, bindings(request));
  return rows.map((row) => {
    const review = { name: `review due ${row.due_date}`, on: row.decided_on, accountId: row.account_id };
    if (row.reason !== null) return leftOut(review, OBLIGATION_REASONS[row.reason]);
    const missed = row.held_on === null ? 'not held' : 'held too late';
    return counted(review, row.is_met ? 'held in time' : missed, hit(row.is_met));
  });
};

interface ReviewRow {
  qbr_id: string;
  account_id: string | null;
  held_on: LocalDate;
  outcome: string | null;
  reason: keyof typeof REVIEW_REASONS | null;
}

const REVIEW_REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  unsound: 'an unknown outcome',
  open: 'no outcome logged by then',
  own_word: 'nobody but the account manager logged its outcome',
} as const;

const OUTCOMES = `
with ${NARROWED}, ${OBLIGATIONS}
select r.qbr_id, r.account_id, r.held_on, r.outcome,
       case when r.held_on < :ownStart then 'early'
            when not r.is_sound then 'unsound'
            when r.is_logged then null
            when r.outcome is not null and q.outcome_logged_at < :tInstant then 'own_word'
            else 'open' end as reason
from reviews r
join qbr_log q on q.qbr_id = r.qbr_id
where r.am_rep_id = :repId and r.held_on >= :start
union all
select qbr_id, account_id, completed_date, outcome, 'late'
from qbr_log
where am_rep_id = :repId and recorded_at >= :runStart and completed_date >= :start and completed_date < :t
order by held_on, qbr_id`;

const evidenceOfOutcomes: EvidenceOf = async (db, request) => {
  const { rows } = await db.raw<{ rows: ReviewRow[] }>(OUTCOMES, bindings(request));
  return rows.map((row) => {
    const review = { name: `review ${row.qbr_id}`, on: row.held_on, accountId: row.account_id };
    if (row.reason !== null || row.outcome === null) return leftOut(review, REVIEW_REASONS[row.reason ?? 'open']);
    return counted(review, `rated ${row.outcome}`, hit(row.outcome === 'positive'));
  });
};

function bindings(request: EvidenceRequest) {
  const { qbrGraceDays, qbrMoveDays, newAccountDays } = request.thresholds;
  const earliestDue = addDays(request.wanted.own.start, -qbrGraceDays - qbrMoveDays);
  return { ...evidenceBindings(request), earliestDue, qbrGraceDays, qbrMoveDays, newAccountDays };
}

export const evidenceOfReviewParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['adherence', evidenceOfAdherence],
  ['outcome', evidenceOfOutcomes],
]);
