import type { Knex } from 'knex';
import { formatDate } from '../../domain/date-format.ts';
import { Decimal } from '../../domain/decimal.ts';
import { earlierOf, type LocalDate } from '../../domain/local-date.ts';
import { formatMoney } from '../../domain/number-format.ts';
import { elapsedShare } from '../../domain/pace.ts';
import { IS_SOUND_LINE } from '../ledger-lines.ts';
import { planRate, planRateJoin } from '../plan-rate.ts';
import { commitDayOf, quotaRows, sliceOf, type Wanted, wantedOf } from '../quota-ledger.ts';
import {
  BEFORE_STINT,
  counted,
  type EvidenceOf,
  type EvidenceRequest,
  evidenceBindings,
  type FoundRow,
  LATE,
  leftOut,
  UNRATED,
} from './evidence.ts';

interface Row {
  ledger_id: string;
  opp_id: string | null;
  account_id: string | null;
  entry_type: string | null;
  effective_date: LocalDate;
  is_commit: boolean;
  is_early: boolean;
  /** In the reporting currency. */
  amount: string | null;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  after_commit: 'committed after the day that counts',
  earlier_snapshot: 'an earlier snapshot of the commit',
  credited: 'closed by then: its credit counts',
  unsound: 'no amount, or an unknown type',
  unrated: UNRATED,
} as const;

/** The lines of the rep in the quarter, and whether somebody was credited for the deal of a commit. */
const LINES = `
with lines as (
  select l.*, coalesce(l.entry_type = 'commit', false) as is_commit, ${IS_SOUND_LINE} as is_sound,
         l.amount * ${planRate('l')} as reported,
         exists (select from quota_retirement_ledger c
                 where c.opp_id = l.opp_id and c.entry_type = 'closed_credit' and c.recorded_at < :runStart
                   and c.effective_date >= :quarterStart and c.effective_date < :commitBefore
                   and c.effective_date < :t) as is_credited
  from quota_retirement_ledger l
  left join fx_rate fx on ${planRateJoin('l')}
  where l.rep_id = :repId and l.effective_date < :until
    and case when l.entry_type = 'commit' then l.fiscal_quarter = :fiscalQuarter
             else l.effective_date >= :quarterStart end
), judged as (
  select *, case when recorded_at >= :runStart then 'late'
                 when effective_date < case when is_commit then cast(:stintStart as date) else :ownStart end then 'early'
                 when is_commit and effective_date >= :commitBefore then 'after_commit' end as reason
  from lines
), snapped as (
  select *, max(effective_date) filter (where is_commit and reason is null) over () as snapshot from judged
)
select l.ledger_id, l.opp_id, o.account_id, l.entry_type, l.effective_date, l.is_commit, l.reported as amount,
       l.effective_date < :commitBefore as is_early,
       case when l.reason is not null then l.reason
            when l.is_commit and l.effective_date < l.snapshot then 'earlier_snapshot'
            when l.is_commit and l.is_credited then 'credited'
            when not l.is_sound then 'unsound'
            when l.reported is null then 'unrated' end as reason
from snapped l
left join opportunities o on o.opp_id = l.opp_id
order by l.effective_date, l.ledger_id`;

const NAMES: ReadonlyMap<string, string> = new Map([
  ['closed_credit', 'credit'],
  ['clawback', 'clawback'],
  ['adjustment', 'adjustment'],
  ['commit', 'commit'],
]);

type Part = (
  row: Row,
  amount: Decimal,
  all: readonly Row[],
) => Pick<NonNullable<FoundRow['adds']>, 'numerator' | 'denominator' | 'short'>;

async function lines(db: Knex, wanted: Wanted, addsTo: Part, request: EvidenceRequest): Promise<FoundRow[]> {
  const { rep, settings, wanted: of } = request;
  const { quarter, fiscalYear } = wanted;
  const isAccuracy = of.metric.measure.part === 'commit_accuracy';
  const { rows } = await db.raw<{ rows: Row[] }>(LINES, {
    ...evidenceBindings(request),
    stintStart: rep.stintStart,
    fiscalQuarter: quarter.fiscalQuarter,
    quarterStart: quarter.start,
    until: of.own.end,
    commitBefore: isAccuracy ? earlierOf(commitDayOf(quarter, request), of.own.end) : of.own.end,
    fiscalYear,
    reportingCurrency: settings.reportingCurrency,
  });
  return rows.map((row) => {
    const kind = NAMES.get(row.entry_type ?? '') ?? 'line';
    const line = {
      name: `${kind} ${row.ledger_id}${row.opp_id === null ? '' : `, deal ${row.opp_id}`}`,
      on: row.effective_date,
      accountId: row.account_id,
    };
    if (row.reason !== null || row.amount === null) return leftOut(line, REASONS[row.reason ?? 'unrated']);
    const amount = new Decimal(row.amount);
    return counted(line, formatMoney(amount, settings.reportingCurrency), { ...addsTo(row, amount, rows), size: 0 });
  });
}

/** Slices of quota, as far as the time passed asks for them. */
async function quotaSlices(db: Knex, wanted: Wanted, request: EvidenceRequest): Promise<FoundRow[]> {
  const { rep, t, settings } = request;
  const money = (amount: Decimal) => formatMoney(amount, settings.reportingCurrency);
  const known = await quotaRows(db, wanted, [rep], request);
  const late = await db<{ effective_from: LocalDate; rep_id: string; fiscal_quarter: string }>('quota_store')
    .where({ rep_id: rep.repId, fiscal_quarter: wanted.quarter.fiscalQuarter })
    .where('recorded_at', '>=', request.runStart)
    .select('effective_from');
  const named = (from: LocalDate) => ({ name: `quota from ${formatDate(from)}`, on: from });
  return [
    ...known.map((row) => {
      if (row.quota === null) return leftOut(named(row.effective_from), 'no amount, or no plan rate for its currency');
      const slice = sliceOf(row, row.quota);
      const asked = slice.quota.times(elapsedShare(slice, t, rep.calendar));
      const adds = { numerator: null, denominator: asked, size: 0 };
      return counted(named(row.effective_from), `${money(asked)} of ${money(slice.quota)} asked for by now`, adds);
    }),
    ...late.map((row) => leftOut(named(row.effective_from), LATE)),
  ];
}

/** What is closed and committed, then what the quota asks for by now. */
const evidenceOfPace: EvidenceOf = async (db, request) => {
  const wanted = wantedOf(request.wanted, request);
  const addsTo: Part = (_, amount) => ({ numerator: amount, denominator: null });
  return [...(await lines(db, wanted, addsTo, request)), ...(await quotaSlices(db, wanted, request))];
};

/** What was closed by the quarter's end, beside what was closed or committed on its commit day. */
const evidenceOfAccuracy: EvidenceOf = (db, request) => {
  const addsTo: Part = (row, amount, all) => ({
    numerator: row.is_commit ? null : amount,
    denominator: row.is_commit || row.is_early ? amount : null,
    short: row.is_commit && row.opp_id !== null ? amount.minus(closedOf(row.opp_id, all)) : new Decimal(0),
  });
  return lines(db, wantedOf(request.wanted, request), addsTo, request);
};

/** What came in of a deal, in the reporting currency. */
function closedOf(oppId: string, all: readonly Row[]): Decimal {
  return all
    .filter(({ opp_id, is_commit, reason }) => opp_id === oppId && !is_commit && reason === null)
    .reduce((sum, { amount }) => sum.plus(amount ?? 0), new Decimal(0));
}

export const evidenceOfLedgerParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['pace_attainment', evidenceOfPace],
  ['commit_accuracy', evidenceOfAccuracy],
]);
