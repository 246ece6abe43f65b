import { localDateOf } from '../../domain/calendar.ts';
import { Decimal } from '../../domain/decimal.ts';
import type { Addition } from '../../domain/evidence.ts';
import { formatMoney, formatValue } from '../../domain/number-format.ts';
import { fiscalYearOf, planRate, planRateJoin } from '../plan-rate.ts';
import { IS_SOUND_QUOTE } from '../quotes.ts';
import { BEFORE_STINT, counted, type EvidenceOf, evidenceBindings, hit, LATE, leftOut, UNRATED } from './evidence.ts';

interface Row {
  quote_id: string;
  version: number;
  opp_id: string;
  account_id: string | null;
  closed_at: Date;
  list_amount: string;
  currency: string;
  term_exception_count: number;
  /** In the reporting currency; null where it cannot be told. */
  discount: string | null;
  list: string | null;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  refused: 'not an accepted version',
  other_type: 'of another kind of business',
  free: 'nothing on its list',
  undated: 'dated after the window',
  unsound: 'no list or net amount, segment or count of exceptions',
  superseded: 'a later accepted version of the deal counts',
} as const;

/** Every version that the rep quoted for deals won in the window. */
const VERSIONS = `
with won as (
  select o.opp_id, o.account_id, o.closed_at, o.recorded_at
  from opportunities o
  where o.is_won and o.closed_at >= :from and o.closed_at < :end
    and o.opp_id in (select opp_id from quote_log where rep_id = :repId)
), versions as (
  select q.*, o.account_id, o.closed_at, greatest(q.recorded_at, o.recorded_at) as known_at,
         ${IS_SOUND_QUOTE} as is_sound, ${planRate('q')} as plan_rate
  from quote_log q
  join won o on o.opp_id = q.opp_id
  left join fx_rate fx on ${planRateJoin('q')}
), judged as (
  select *, case when known_at >= :runStart then 'late'
                 when status is distinct from 'accepted' then 'refused'
                 when quote_type is distinct from :quoteType then 'other_type'
                 when (list_amount > 0) is false then 'free'
                 when (quote_date < :endDate) is not true then 'undated'
                 when closed_at < :ownFrom then 'early'
                 when not is_sound then 'unsound' end as reason
  from versions
), placed as (
  select *, row_number() over (partition by opp_id, reason order by quote_date desc, version desc, quote_id desc) as place
  from judged
)
select quote_id, version, opp_id, account_id, closed_at, list_amount, currency, term_exception_count,
       (list_amount - net_amount) * plan_rate as discount, list_amount * plan_rate as list,
       case when reason is null and place > 1 then 'superseded' else reason end as reason
from placed
where rep_id = :repId
order by closed_at, opp_id, quote_date, version, quote_id`;

type CountsAs = (row: Row) => { readonly value: string; readonly adds: Addition } | null;

const depth: CountsAs = (row) =>
  row.discount === null || row.list === null
    ? null
    : {
        value: `${formatValue('ratio', new Decimal(row.discount).div(row.list))} off ${priceOf(row)}`,
        adds: { numerator: new Decimal(row.discount), denominator: new Decimal(row.list), size: 1 },
      };

const exceptions: CountsAs = (row) => {
  const isException = row.term_exception_count >= 1;
  return { value: isException ? 'special terms' : 'standard terms', adds: hit(isException) };
};

function priceOf({ list_amount, currency }: Row): string {
  return formatMoney(new Decimal(list_amount), currency);
}

/** @param countsAs null: money of which nobody knows what it is worth. */
function evidenceOfQuotes(countsAs: CountsAs): EvidenceOf {
  return async (db, request) => {
    const { rep, wanted, settings, quarters } = request;
    const { rows } = await db.raw<{ rows: Row[] }>(VERSIONS, {
      ...evidenceBindings(request),
      quoteType: rep.role === 'AE' ? 'new' : 'expansion',
      reportingCurrency: settings.reportingCurrency,
      fiscalYear: fiscalYearOf(wanted.own.end, quarters),
    });
    return rows.map((row) => {
      const quote = {
        name: `deal ${row.opp_id}, quote ${row.quote_id}, version ${row.version}`,
        on: localDateOf(row.closed_at, settings.orgTz),
        accountId: row.account_id,
      };
      if (row.reason !== null) return leftOut(quote, REASONS[row.reason]);
      const found = countsAs(row);
      return found === null ? leftOut(quote, UNRATED) : counted(quote, found.value, found.adds);
    });
  };
}

export const evidenceOfQuoteParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['depth', evidenceOfQuotes(depth)],
  ['exceptions', evidenceOfQuotes(exceptions)],
]);
