import type { Knex } from 'knex';
import type { LocalDate } from '../domain/local-date.ts';
import type { MeasureRequest, RepToMeasure } from './measure.ts';
import { planRate, planRateJoin } from './plan-rate.ts';

/** A quarter of which somebody wants to know what was closed, and what was committed at one point of it. */
export interface LedgerQuarter {
  readonly fiscalQuarter: string;
  readonly fiscalYear: string;
  readonly start: LocalDate;
  /** Closed before this date; not after t. */
  readonly until: LocalDate;
  /** The snapshot in force is the rep's latest before this date; a deal credited before it is no longer open. */
  readonly commitBefore: LocalDate;
  readonly reps: readonly RepToMeasure[];
}

/** One rep's ledger of one quarter, in the reporting currency. */
export interface LedgerSums {
  readonly closed: string;
  /** Of it, before the commit. */
  readonly closedBeforeCommit: string;
  /** Without deals that somebody was credited for before. */
  readonly committed: string;
  readonly rows: number;
  /** Left out: no amount that is a number, or an unknown type. */
  readonly unsound: number;
  /** Left out: no plan rate of the currency. */
  readonly unrated: number;
}

export interface LedgerLines {
  /** By rep_id, for each of the quarters; a rep without lines has no entry. */
  readonly quarters: readonly ReadonlyMap<string, LedgerSums>[];
  /** No line of anybody takes effect in the scored week. */
  readonly isSilent: boolean;
}

/** What a line must hold to count. */
export const IS_SOUND_LINE = `coalesce(l.entry_type in ('closed_credit', 'clawback', 'adjustment', 'commit')
                  and abs(l.amount) < 'infinity', false)`;

/*
 * Closed: credits, clawbacks and adjustments by their effective date. A snapshot: all commit lines of one rep, quarter
 * and date. Both only of the rep's stint. The quarters may overlap: a line then stands in each.
 */
const LEDGER_SQL = `
with quarters as (
  select * from unnest(cast(:places as int[]), cast(:fiscalQuarters as text[]), cast(:starts as date[]),
                       cast(:untils as date[]), cast(:commitBefore as date[]), cast(:fiscalYears as text[]))
    as q (place, fiscal_quarter, start_date, until_date, commit_before, fiscal_year)
), reps as (
  select * from unnest(cast(:repPlaces as int[]), cast(:repIds as text[]), cast(:ownFrom as date[]),
                       cast(:stintFrom as date[])) as r (place, rep_id, own_from, stint_from)
), ledger as materialized (
  select l.rep_id, l.opp_id, l.fiscal_quarter, l.entry_type, l.amount, l.currency, l.effective_date,
         coalesce(l.entry_type in ('closed_credit', 'clawback', 'adjustment', 'commit')
                  and abs(l.amount) < 'infinity', false) as is_sound
  from quota_retirement_ledger l
  where l.effective_date < :t and l.recorded_at < :runStart
    and (l.effective_date >= :from or (l.entry_type = 'commit' and l.fiscal_quarter = any(:fiscalQuarters)))
), lines as materialized (
  select q.place, q.commit_before, q.fiscal_year, l.rep_id, l.opp_id, l.entry_type, l.effective_date, l.is_sound,
         l.amount, l.currency
  from ledger l
  join quarters q on case when l.entry_type = 'commit'
                          then l.fiscal_quarter = q.fiscal_quarter and l.effective_date < q.commit_before
                          else l.effective_date >= q.start_date and l.effective_date < q.until_date end
), credited as (
  select distinct place, opp_id
  from lines
  where entry_type = 'closed_credit' and effective_date < commit_before and opp_id is not null
), owned as materialized (
  select l.*, l.entry_type is not distinct from 'commit' as is_commit
  from lines l
  join reps r on r.place = l.place and r.rep_id = l.rep_id
             and l.effective_date >= case when l.entry_type = 'commit' then r.stint_from else r.own_from end
), snapshots as (
  select place, rep_id, max(effective_date) as taken_on from owned where is_commit group by place, rep_id
), counted as (
  select o.*, ${planRate('o')} as plan_rate
  from owned o
  left join fx_rate fx on ${planRateJoin('o', 'o.fiscal_year')}
  left join snapshots s on s.place = o.place and s.rep_id = o.rep_id
  left join credited c on c.place = o.place and c.opp_id = o.opp_id
  where not o.is_commit or (o.effective_date = s.taken_on and c.opp_id is null)
)
select place, rep_id,
       coalesce(sum(amount * plan_rate) filter (where is_sound and not is_commit), 0) as closed,
       coalesce(sum(amount * plan_rate) filter (where is_sound and not is_commit and effective_date < commit_before), 0)
         as closed_before_commit,
       coalesce(sum(amount * plan_rate) filter (where is_sound and is_commit), 0) as committed,
       count(*) as rows,
       count(*) filter (where not is_sound) as unsound,
       count(*) filter (where is_sound and plan_rate is null) as unrated
from counted
group by place, rep_id
union all
select null, null, 0, 0, 0, count(*), 0, 0 from ledger where effective_date >= :weekStart
order by place, rep_id`;

interface Row {
  place: number | null;
  rep_id: string;
  closed: string;
  closed_before_commit: string;
  committed: string;
  rows: number;
  unsound: number;
  unrated: number;
}

/** Reads the ledger once for all the quarters. */
export async function ledgerLines(
  db: Knex,
  quarters: readonly LedgerQuarter[],
  { t, runStart, scoredWeek, settings }: Pick<MeasureRequest, 't' | 'runStart' | 'scoredWeek' | 'settings'>,
): Promise<LedgerLines> {
  const reps = quarters.flatMap((quarter, place) => quarter.reps.map((rep) => ({ place, rep })));
  const { rows } = await db.raw<{ rows: Row[] }>(LEDGER_SQL, {
    places: quarters.map((_, place) => place),
    fiscalQuarters: quarters.map((quarter) => quarter.fiscalQuarter),
    starts: quarters.map((quarter) => quarter.start),
    untils: quarters.map((quarter) => quarter.until),
    commitBefore: quarters.map((quarter) => quarter.commitBefore),
    fiscalYears: quarters.map((quarter) => quarter.fiscalYear),
    repPlaces: reps.map(({ place }) => place),
    repIds: reps.map(({ rep }) => rep.repId),
    ownFrom: reps.map(({ rep }) => rep.own.start),
    stintFrom: reps.map(({ rep }) => rep.stintStart),
    from: quarters.reduce((from, { start }) => (start < from ? start : from), scoredWeek.start),
    weekStart: scoredWeek.start,
    t,
    runStart,
    reportingCurrency: settings.reportingCurrency,
  });
  return {
    quarters: quarters.map((_, place) => {
      const ofQuarter = rows.filter((row) => row.place === place);
      return new Map(ofQuarter.map((row) => [row.rep_id, sumsOf(row)]));
    }),
    isSilent: rows.find((row) => row.place === null)?.rows === 0,
  };
}

function sumsOf({
  closed,
  closed_before_commit: closedBeforeCommit,
  committed,
  rows,
  unsound,
  unrated,
}: Row): LedgerSums {
  return { closed, closedBeforeCommit, committed, rows, unsound, unrated };
}
