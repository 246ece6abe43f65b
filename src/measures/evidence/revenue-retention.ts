import { Decimal } from '../../domain/decimal.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { formatMoney } from '../../domain/number-format.ts';
import { fiscalYearOf } from '../plan-rate.ts';
import { OWNED_YEARS } from '../revenue-retention.ts';
import { ACCOUNTS_OF_AM } from './accounts-of-am.ts';
import { counted, type EvidenceOf, evidenceBindings, LATE, leftOut, UNKNOWN_ACCOUNT, UNRATED } from './evidence.ts';

interface Row {
  account_id: string;
  cohort: string | null;
  churned_on: LocalDate | null;
  opening: string | null;
  closing: string | null;
  unrated: number;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: `a change of its revenue was ${LATE}`,
  handover: 'taken over too recently for its year to be the rep’s',
  unknown: `${UNKNOWN_ACCOUNT}, or not its segment and vertical`,
  unsound: 'no amount of its revenue when the year began',
  unrated: UNRATED,
  nothing: 'no revenue when the year began',
} as const;

/** The measure's own statement over the accounts that the rep ever owned, and the others that the rep owns now. */
const YEARS = `
with ${ACCOUNTS_OF_AM}, churn_risk_log as (
  select * from churn_risk_log where account_id in (select account_id from mine)
), expansion_log as (
  select * from expansion_log where account_id in (select account_id from mine)
), ${OWNED_YEARS}
select account_id, case when is_known then segment || '/' || vertical end as cohort, churned_on, opening, closing,
       cast(unrated as int) as unrated,
       case when not is_owners then 'handover'
            when not is_known then 'unknown'
            when opening is null and unrated > 0 then 'unrated'
            when opening is null then 'unsound'
            when opening <= 0 then 'nothing' end as reason
from books
union all
select account_id, null, null, null, null, 0, 'nothing'
from mine
where is_owned_now and account_id not in (select account_id from owned)
union all
select account_id, null, null, null, null, 0, 'late'
from churn_risk_log
where recorded_at >= :runStart and event_type in ('contraction', 'churn') and event_date >= :start and event_date < :t
  and account_id in (select account_id from books)
order by account_id, cohort, reason`;

/** The accounts of a rep with what became of a year's revenue, each in its cohort and in the whole book. */
const evidenceOfRetention: EvidenceOf = async (db, request) => {
  const { rep, wanted, t, settings, thresholds, quarters } = request;
  const { rows } = await db.raw<{ rows: Row[] }>(YEARS, {
    ...evidenceBindings(request),
    repIds: [rep.repId],
    lastWeekStart: wanted.lastWeek.start,
    orgTz: settings.orgTz,
    reportingCurrency: settings.reportingCurrency,
    fiscalYear: fiscalYearOf(t, quarters),
    handoverDays: thresholds.revenueHandoverDays,
  });
  const money = (amount: Decimal) => formatMoney(amount, settings.reportingCurrency);
  return rows.flatMap((row) =>
    ['all', ...(row.cohort === null ? [] : [row.cohort])].map((dimension) => {
      const on = row.churned_on ?? addDays(t, -1);
      const account = { name: `account ${row.account_id}`, on, accountId: row.account_id, dimension };
      if (row.reason !== null) return leftOut(account, REASONS[row.reason]);
      const [opening, closing] = [new Decimal(row.opening ?? 0), new Decimal(row.closing ?? 0)];
      const gone = row.churned_on === null ? '' : ', churned';
      const missing = row.unrated === 0 ? '' : ', without a change that has no plan rate';
      const value = `${money(closing)} of ${money(opening)} a year before${gone}${missing}`;
      return counted(account, value, { numerator: closing, denominator: opening, size: 1 });
    }),
  );
};

export const evidenceOfRetentionParts: ReadonlyMap<string, EvidenceOf> = new Map([['net', evidenceOfRetention]]);
