import { Decimal, ratio } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { MeasuredSeries, SegmentTally } from '../domain/measured-series.ts';
import type { MeasureFamily } from './measure.ts';
import { fiscalYearOf, planRate, planRateJoin } from './plan-rate.ts';
import { qualityOf, total } from './rate-rows.ts';
import { repsOf } from './rep-columns.ts';

/*
 * What became of the revenue that accounts had a year ago: more by expansions, less by contractions and churn, netted
 * account by account; snapshots taken since are not looked at. An account with its whole year is its owner's at t; one
 * taken over from somebody is nobody's for a while, and one that churned stays with who had it that day.
 */

const EVENTS = `events as (
  select c.account_id, c.churn_event_id as id, c.event_type as kind, c.event_date as dated,
         coalesce(c.arr >= 0 and c.arr < 'infinity', false) as is_sound, c.arr * ${planRate('c')} as amount
  from churn_risk_log c
  left join fx_rate fx on ${planRateJoin('c')}
  where c.event_date < :t and c.recorded_at < :runStart
    and (c.event_type = 'arr_snapshot' and c.event_date <= :start
         or c.event_type = 'contraction' and c.event_date >= :start or c.event_type = 'churn')
  union all
  select e.account_id, e.play_id, 'expansion', d.dated,
         coalesce(abs(e.expansion_arr) < 'infinity', false), e.expansion_arr * ${planRate('e')}
  from expansion_log e
  cross join lateral (
    select coalesce(e.effective_date, cast(e.status_at at time zone :orgTz as date)) as dated
  ) d
  left join fx_rate fx on ${planRateJoin('e')}
  where e.status = 'closed_won' and e.status_at < :tInstant and e.recorded_at < :runStart
    and d.dated >= :start and d.dated < :t
)`;

/** Each account's year. `opening` is null without a rate; `change` leaves out what has none. */
const YEARS = `years as (
  select account_id,
         max(dated) filter (where kind = 'arr_snapshot' and is_sound) as opened_on,
         (array_agg(amount order by dated desc, id desc) filter (where kind = 'arr_snapshot' and is_sound))[1]
           as opening,
         max(dated) filter (where kind = 'arr_snapshot' and not is_sound) as unsound_on,
         max(dated) filter (where kind = 'churn' and dated < :start) as gone_on,
         max(dated) filter (where kind = 'churn' and dated >= :start) as churned_on,
         coalesce(sum(case kind when 'expansion' then amount else -amount end)
                    filter (where is_change and is_sound), 0) as change,
         coalesce(bool_or(is_change and dated >= :lastWeekStart), false) as is_new,
         count(*) filter (where is_change) as changes,
         count(*) filter (where is_change and not is_sound) as unsound,
         count(*) filter (where is_change and is_sound and amount is null) as unrated
  from (select *, kind <> 'arr_snapshot' and dated >= :start as is_change from events) e
  group by account_id
)`;

/** From the sources to every account with its year and its owner. */
export const OWNED_YEARS = `${EVENTS}, ${YEARS}, accounts_then as (
  select y.account_id, a.segment, a.vertical, y.opening, y.change, y.is_new,
         coalesce(y.churned_on, case when a.churned_at >= :start and a.churned_at < :t then a.churned_at end)
           as churned_on,
         (a.segment is not null and a.vertical is not null) as is_known,
         y.changes + 1 as rows,
         y.unsound + cast((y.unsound_on > y.opened_on or y.opened_on is null) is true as int) as unsound,
         y.unrated + cast(y.opening is null and y.opened_on is not null as int) as unrated
  from years y
  left join accounts a on a.account_id = y.account_id and a.recorded_at < :runStart
  where coalesce(y.opened_on, y.unsound_on) is not null
    and (greatest(y.gone_on, case when a.churned_at < :start then a.churned_at end) >= y.opened_on) is not true
), stretches as (
  select account_id, rep_id, owned_from, owned_to,
         coalesce(min(rep_id) over earlier <> rep_id or max(rep_id) over earlier <> rep_id, false) as is_inherited
  from account_ownership
  where owner_role = 'AM' and owned_from <= :t and recorded_at < :runStart
  window earlier as (partition by account_id order by owned_from rows between unbounded preceding and 1 preceding)
), owned as (
  select distinct on (a.account_id) a.*, s.rep_id,
         a.churned_on is not null or not s.is_inherited
           or s.owned_from <= cast(:t as date) - cast(:handoverDays as int) as is_owners
  from accounts_then a
  join stretches s on s.account_id = a.account_id and s.owned_from <= coalesce(a.churned_on, :t)
                  and (s.owned_to is null or s.owned_to > coalesce(a.churned_on, :t) or s.owned_to = a.churned_on)
  order by a.account_id, s.owned_from desc
), books as (
  select *, is_known and opening > 0 as is_counted,
         case when churned_on is null then greatest(opening + change, 0) else 0 end as closing
  from owned
  where rep_id = any(:repIds)
)`;

const RETENTION_SQL = `
with ${OWNED_YEARS}
select rep_id, case when is_known then segment end as segment, case when is_known then vertical end as vertical,
       count(*) filter (where is_counted) as accounts,
       count(*) filter (where is_counted and is_new) as new_evidence,
       coalesce(sum(opening) filter (where is_counted), 0) as opening,
       coalesce(sum(closing) filter (where is_counted), 0) as closing,
       coalesce(sum(least(opening, closing)) filter (where is_counted), 0) as kept,
       sum(rows) as rows, sum(unsound) as unsound, sum(unrated) as unrated
from books
where is_owners
group by rep_id, case when is_known then segment end, case when is_known then vertical end
order by rep_id, segment, vertical`;

/** A rep's accounts of one cohort; those that `accounts` does not know have none. */
interface CohortRow {
  rep_id: string;
  segment: string | null;
  vertical: string | null;
  accounts: number;
  new_evidence: number;
  opening: string;
  closing: string;
  /** What of the opening revenue is still there. */
  kept: string;
  rows: string;
  unsound: string;
  unrated: string;
}

/** `net`: closing / opening revenue by cohort (`enterprise/retail`) and of the whole book (`all`). */
export const revenueRetention: MeasureFamily = async (db, request) => {
  const { metrics, t, tInstant, runStart, settings, thresholds, quarters } = request;
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const { rows } = await db.raw<{ rows: CohortRow[] }>(RETENTION_SQL, {
    repIds: repsOf(metrics).map((rep) => rep.repId),
    start: first.own.start,
    lastWeekStart: first.lastWeek.start,
    t,
    tInstant,
    runStart,
    orgTz: settings.orgTz,
    reportingCurrency: settings.reportingCurrency,
    fiscalYear: fiscalYearOf(t, quarters),
    handoverDays: thresholds.revenueHandoverDays,
  });
  const books = [...groupBy(rows, (row) => row.rep_id)];
  const series = books.flatMap(([repId, book]) => seriesOf(repId, book.filter(isObserved)));
  const quality = new Map(books.map(([repId, book]) => [repId, qualityOf(book.map(qualityRow))]));
  return {
    metrics: metrics.map(({ metric }) => ({ metricKey: metric.key, series, quality })),
    refused: [
      { reason: 'revenue: no amount', rows: total(rows, (row) => Number(row.unsound)) },
      { reason: 'revenue: no plan rate of the currency', rows: total(rows, (row) => Number(row.unrated)) },
      {
        reason: 'revenue: an account without a segment or vertical',
        rows: total(
          rows.filter((row) => row.segment === null),
          (row) => Number(row.rows),
        ),
      },
    ].filter((refused) => refused.rows > 0),
  };
};

/** Money of which nobody knows what it is worth is an observation, too: it makes the cohort unfit. */
function isObserved(row: CohortRow): boolean {
  return row.segment !== null && (row.accounts > 0 || Number(row.unrated) > 0);
}

function seriesOf(repId: string, book: readonly CohortRow[]): MeasuredSeries[] {
  if (book.length === 0) return [];
  const cohorts = book.map((row): MeasuredSeries => {
    const cohort = `${row.segment}/${row.vertical}`;
    return { ...retention(repId, [row]), dimension: cohort, peerSegment: cohort };
  });
  return [...cohorts, { ...retention(repId, book), dimension: 'all' }];
}

function retention(repId: string, rows: readonly CohortRow[]): Omit<MeasuredSeries, 'dimension'> {
  return {
    repId,
    own: [...groupBy(rows, (row) => row.segment)].map(([segment, ofSegment]) => tally(segment, ofSegment)),
    evidence: { kind: 'none' },
    newEvidence: total(rows, (row) => row.new_evidence),
    companions: { grr: ratio(money(rows, 'kept'), money(rows, 'opening'))?.toNumber() ?? null },
    ...(rows.some((row) => Number(row.unrated) > 0) && { status: 'data_quality' }),
  };
}

function tally(segment: string | null, rows: readonly CohortRow[]): SegmentTally {
  const size = total(rows, (row) => row.accounts);
  return { segment, numerator: money(rows, 'closing'), denominator: money(rows, 'opening'), size };
}

function money(rows: readonly CohortRow[], column: 'opening' | 'closing' | 'kept'): Decimal {
  return rows.reduce((sum, row) => sum.plus(row[column]), new Decimal(0));
}

/** One window: the year. An unknown account's rows are all left out. */
function qualityRow(row: CohortRow) {
  const rows = Number(row.rows);
  const excluded = row.segment === null ? rows : Number(row.unsound) + Number(row.unrated);
  return { own_rows: rows, own_excluded: excluded, evidence_rows: rows, evidence_excluded: excluded };
}
