import { Decimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { formatMoney } from '../../domain/number-format.ts';
import { fiscalYearOf } from '../plan-rate.ts';
import { JUDGED_RENEWALS } from '../renewals-sql.ts';
import { ACCOUNTS_OF_AM } from './accounts-of-am.ts';
import {
  BEFORE_STINT,
  counted,
  type EvidenceOf,
  evidenceBindings,
  type FoundRow,
  hit,
  LATE,
  leftOut,
  type Named,
  UNKNOWN_ACCOUNT,
  UNRATED,
} from './evidence.ts';

interface Row {
  account_id: string;
  due: LocalDate;
  dated: LocalDate;
  opened_on: LocalDate | null;
  is_opened_in_time: boolean;
  is_won: boolean;
  /** In the reporting currency. */
  renewed: string | null;
  expiring: string | null;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  others: 'somebody else’s account on that day',
  pending: 'neither won nor lost, and its days of grace are not over',
  unseen: 'no snapshot says what expires',
  nothing: 'nothing expires',
  unknown: UNKNOWN_ACCOUNT,
  unsound: 'an amount or closing date is missing',
  unrated: UNRATED,
  churned: 'the account churned before it was to be opened',
  new_account: 'taken over too shortly before',
} as const;

/** What makes one part of the family: when a renewal belongs to it, who owns it, and why it does not count. */
interface Part {
  readonly dated: string;
  /** The day whose owner it is. */
  readonly ownedOn: string;
  /** A stretch `s` that ended that day still holds. */
  readonly orEnds: string;
  readonly reasons: string;
}

const GROSS_RATE: Part = {
  dated: 'j.due',
  ownedOn: 'least(j.due, j.churned_on)',
  orEnds: 'or s.owned_to = j.churned_on',
  reasons: `when j.decided_on >= :t then 'pending'
            when not j.has_expiring then 'unseen'
            when j.expiring <= 0 then 'nothing'
            when j.segment is null then 'unknown'
            when not j.is_sound then 'unsound'
            when j.is_unrated then 'unrated'`,
};

const OPENED_IN_TIME: Part = {
  dated: 'j.threshold',
  ownedOn: 'j.threshold',
  orEnds: '',
  reasons: `when j.churned_on < j.threshold then 'churned'
            when s.owned_from > j.threshold - cast(:newAccountDays as int) then 'new_account'
            when j.segment is null then 'unknown'`,
};

/** The measure's own statement over the accounts that the rep ever owned; those of others are shown while owned now. */
function renewalsOf({ dated, ownedOn, orEnds, reasons }: Part): string {
  return `
with ${ACCOUNTS_OF_AM}, churn_risk_log as (
  select * from churn_risk_log where account_id in (select account_id from mine)
), opportunities as (
  select * from opportunities where account_id in (select account_id from mine)
), accounts as (
  select * from accounts where account_id in (select account_id from mine)
)
select * from (
  with recursive ${JUDGED_RENEWALS}
  select j.account_id, j.due, ${dated} as dated, j.opened_on, coalesce(j.opened_on <= j.threshold, false) as is_opened_in_time,
         j.is_won, j.renewed, j.expiring,
         case when s.rep_id is distinct from :repId then 'others'
              when ${dated} < :ownStart then 'early'
              ${reasons} end as reason
  from judged j
  join mine on mine.account_id = j.account_id
  left join lateral (
    select s.rep_id, s.owned_from from account_ownership s
    where s.account_id = j.account_id and s.owner_role = 'AM' and s.recorded_at < :runStart
      and s.owned_from <= ${ownedOn} and (s.owned_to is null or ${ownedOn} < s.owned_to ${orEnds})
    order by s.owned_from desc limit 1) s on true
  where ${dated} >= :start and ${dated} < :t and (s.rep_id = :repId or mine.is_owned_now)
  union all
  select o.account_id, o.renewal_due_date, o.renewal_due_date, null, false, false, null, null, 'late'
  from opportunities o
  join mine on mine.account_id = o.account_id and mine.is_owned_now
  where o.opp_type = 'renewal' and o.recorded_at >= :runStart and o.renewal_due_date >= :start and o.renewal_due_date < :t
) found
order by dated, account_id, due`;
}

type CountsAs = (row: Row, renewal: Named, currency: string) => FoundRow;

const byRevenue: CountsAs = ({ is_won, renewed, expiring }, renewal, currency) => {
  const [due, kept] = [new Decimal(expiring ?? 0), Decimal.min(renewed ?? 0, expiring ?? 0)];
  const money = (amount: Decimal) => formatMoney(amount, currency);
  const outcome = is_won ? `${money(kept)} renewed of ${money(due)}` : `${money(due)} not renewed`;
  return counted(renewal, outcome, { numerator: kept, denominator: due, size: 1 });
};

const byOpening: CountsAs = ({ is_opened_in_time: inTime, opened_on }, renewal) => {
  const missed = opened_on === null ? 'not opened' : 'opened too late';
  return counted(renewal, inTime ? 'opened in time' : missed, hit(inTime));
};

function evidenceOfRenewals(part: Part, countsAs: CountsAs): EvidenceOf {
  const statement = renewalsOf(part);
  return async (db, request) => {
    const { t, settings, thresholds, quarters } = request;
    const { rows } = await db.raw<{ rows: Row[] }>(statement, {
      ...evidenceBindings(request),
      orgTz: settings.orgTz,
      reportingCurrency: settings.reportingCurrency,
      fiscalYear: fiscalYearOf(t, quarters),
      graceDays: thresholds.renewalGraceDays,
      sameRenewalDays: thresholds.sameRenewalDays,
      openingDays: thresholds.renewalOpeningDays,
      newAccountDays: thresholds.newAccountDays,
    });
    return rows.map((row) => {
      const renewal = { name: `renewal due ${row.due}`, on: row.dated, accountId: row.account_id };
      if (row.reason !== null) return leftOut(renewal, REASONS[row.reason]);
      return countsAs(row, renewal, settings.reportingCurrency);
    });
  };
}

export const evidenceOfRenewalParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['gross_rate', evidenceOfRenewals(GROSS_RATE, byRevenue)],
  ['opened_in_time', evidenceOfRenewals(OPENED_IN_TIME, byOpening)],
]);
