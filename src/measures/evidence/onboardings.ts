import type { LocalDate } from '../../domain/local-date.ts';
import { DUE } from '../onboardings.ts';
import { BEFORE_STINT, counted, type EvidenceOf, evidenceBindings, hit, LATE, leftOut } from './evidence.ts';

interface Row {
  onboarding_id: string;
  milestone_id: string;
  account_id: string | null;
  dated: LocalDate;
  met_on: LocalDate | null;
  is_met: boolean;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  twice: 'another row of the onboarding says when first value was due',
  unsound: 'its status, a date or a number of days is missing or impossible',
  cancelled: 'cancelled before it was due',
} as const;

/** What was due of the rep's onboardings, by the measure's own statement, and rows that were not known yet. */
const PROMISED = `
with onboarding_log as (
  select * from onboarding_log
  where onboarding_id in (select onboarding_id from onboarding_log where csm_rep_id = :repId)
), ${DUE}
select onboarding_id, milestone_id, account_id, dated, case when met_on < :t then met_on end as met_on,
       coalesce(met_on <= due, false) as is_met,
       case when dated < :ownStart then 'early'
            when nth > 1 then 'twice'
            when due is null then 'unsound'
            when cancelled_date < due then 'cancelled' end as reason
from due
where part = :part and rep_id = :repId
union all
select onboarding_id, milestone_id, account_id, target_date, null, false, 'late'
from onboarding_log
where csm_rep_id = :repId and recorded_at >= :runStart and target_date >= :from and target_date < :t
  and (is_ttv_milestone or :part = 'milestones')
order by dated, onboarding_id, milestone_id`;

function evidenceOfOnboardings(part: 'first_value' | 'milestones'): EvidenceOf {
  return async (db, request) => {
    const bindings = { ...evidenceBindings(request), from: request.wanted.own.start, part };
    const { rows } = await db.raw<{ rows: Row[] }>(PROMISED, bindings);
    return rows.map((row) => {
      const isFirstValue = part === 'first_value';
      const due = {
        name: `${isFirstValue ? 'first value' : `milestone ${row.milestone_id}`} of onboarding ${row.onboarding_id}`,
        on: row.dated,
        accountId: row.account_id,
      };
      if (row.reason !== null) return leftOut(due, REASONS[row.reason]);
      const late = row.met_on === null ? 'not there yet' : 'too late';
      return counted(due, row.is_met ? 'in time' : late, hit(row.is_met));
    });
  };
}

export const evidenceOfOnboardingParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['first_value', evidenceOfOnboardings('first_value')],
  ['milestones', evidenceOfOnboardings('milestones')],
]);
