import { KNOWN, T, T_INSTANT } from '../moments.ts';

const DEALS_PER_AE = 75;
const DAY = `interval '1 day'`;

/**
 * Seventy-five deals an AE over eleven months, through up to five stages: stage history, opportunities, briefs, quotes and
 * the ledger. One in thirty changes its owner. `pg_temp.deal` keeps them for one another.
 */
export function dealRows(): string[] {
  return [
    `create temporary table deal as
     select d.*, 'opp-' || d.n as opp_id, r.rep_id, r.segment,
            case when pg_temp.dice(d.n, 9) < 0.03 then next.rep_id end as next_rep_id,
            reached = 5 and pg_temp.dice(d.n, 7) < 0.7 as is_won,
            created_at + pace * (reached + 0.5 * pg_temp.dice(d.n, 8)) as closes_at
     from (
       select cast(r.nth as bigint) * ${DEALS_PER_AE} + k as n, r.nth,
              ${T_INSTANT} - (2 + 330 * pg_temp.dice(cast(r.nth as bigint) * ${DEALS_PER_AE} + k, 5)) * ${DAY} as created_at,
              (8 + 14 * pg_temp.dice(cast(r.nth as bigint) * ${DEALS_PER_AE} + k, 6)) * ${DAY} as pace,
              (select 1 + count(*) from (
                 select bool_and(pg_temp.dice(cast(r.nth as bigint) * ${DEALS_PER_AE} + k, 10 + s) < 0.92 * r.level)
                          over (order by s) as goes_on
                 from generate_series(1, 4) as s) as steps where goes_on) as reached
       from rep r cross join generate_series(0, ${DEALS_PER_AE} - 1) as k
       where r.role = 'AE'
     ) d
     join rep r on r.role = 'AE' and r.nth = d.nth
     left join rep next on next.role = 'AE' and next.nth = d.nth + 1
     order by created_at`,
    'create index on deal (opp_id)',
    'analyze deal',
    `insert into opportunities (opp_id, account_id, owner_rep_id, opp_type, segment, amount, currency, created_at,
                                closed_at, close_date, is_won, recorded_at)
     select opp_id, 'prospect-' || n, coalesce(next_rep_id, rep_id), 'new_business', segment,
            round(cast(5000 + 90000 * pg_temp.dice(n, 20) as numeric), 2),
            case when pg_temp.dice(n, 21) < 0.1 then 'EUR' else 'USD' end, created_at,
            case when closes_at < ${T_INSTANT} then closes_at end,
            case when closes_at < ${T_INSTANT} then cast(closes_at as date) end,
            case when closes_at < ${T_INSTANT} then is_won end, ${KNOWN}
     from deal`,
    `insert into opportunity_stage_history (opp_id, seq, stage_order, status, entered_at, owner_rep_id, recorded_at)
     select opp_id, row_number() over (partition by opp_id order by entered_at), stage, status, entered_at,
            case when entered_at >= created_at + 0.9 * pace then coalesce(next_rep_id, rep_id) else rep_id end,
            entered_at + interval '1 hour'
     from (
       select d.*, s as stage, 'open' as status,
              created_at + pace * (s - 1 + case when s = 1 then 0 else 0.8 * pg_temp.dice(n, 22 + s) end) as entered_at
       from deal d cross join lateral generate_series(1, cast(reached as int)) as s
       union all
       select d.*, 1, 'open', created_at + 0.9 * pace from deal d where next_rep_id is not null
       union all
       select d.*, null, case when is_won then 'won' else 'lost' end, closes_at from deal d
     ) as turns
     where entered_at < ${T_INSTANT}
     order by entered_at`,
    `insert into opportunity_brief_log (brief_id, opp_id, rep_id, stage_order, brief_date, objectives_stated,
                                        objectives_executed, advance_score, scored_at, recorded_at)
     select 'brief-' || opp_id || '-' || seq, opp_id, owner_rep_id, stage_order, cast(entered_at as date) + 1, 4,
            cast(floor(5 * pg_temp.dice(hashtext(opp_id) + seq, 30)) as int),
            pg_temp.score(hashtext(opp_id) + seq, 31, 60), entered_at + 2 * ${DAY}, ${KNOWN}
     from opportunity_stage_history
     where status = 'open' and pg_temp.dice(hashtext(opp_id) + seq, 34) < 0.5
     order by entered_at`,
    `insert into quote_log (quote_id, version, opp_id, rep_id, segment, quote_type, quote_date, status, list_amount,
                            net_amount, currency, term_exception_count, recorded_at)
     select 'quote-' || n, version, opp_id, coalesce(next_rep_id, rep_id), segment, 'new',
            cast(least(closes_at, ${T_INSTANT} - ${DAY}) as date) - 6 + version,
            case when version = 2 and is_won and closes_at < ${T_INSTANT} then 'accepted' else 'sent' end, list,
            round(list * cast(1 - 0.35 * pg_temp.dice(n, 40) as numeric), 2),
            case when pg_temp.dice(n, 21) < 0.1 then 'EUR' else 'USD' end,
            case when pg_temp.dice(n, 41) < 0.2 then 1 else 0 end, ${KNOWN}
     from (select *, round(cast(8000 + 100000 * pg_temp.dice(n, 20) as numeric), 2) as list from deal) as listed
     cross join generate_series(1, 2) as version
     where reached >= 3
     order by closes_at`,
    `insert into quota_retirement_ledger (ledger_id, rep_id, opp_id, fiscal_quarter, entry_type, amount, currency,
                                          effective_date, recorded_at)
     select 'credit-' || n, coalesce(next_rep_id, rep_id), opp_id, fiscal_quarter, 'closed_credit',
            round(cast(5000 + 90000 * pg_temp.dice(n, 20) as numeric), 2),
            case when pg_temp.dice(n, 21) < 0.1 then 'EUR' else 'USD' end, cast(closes_at as date), ${KNOWN}
     from deal join fiscal_calendar on closes_at >= start_date and closes_at < end_date
     where is_won and closes_at < ${T_INSTANT}
     union all
     select 'commit-' || day || '-' || n, coalesce(next_rep_id, rep_id), opp_id, fiscal_quarter, 'commit',
            round(cast(5000 + 90000 * pg_temp.dice(n, 20) as numeric), 2),
            case when pg_temp.dice(n, 21) < 0.1 then 'EUR' else 'USD' end, day, ${KNOWN}
     from (select cast('${T}' as date) - 1 - 7 * week as day from generate_series(0, 24) as week) as snapshots
     join fiscal_calendar on day >= start_date and day < end_date
     join deal on created_at < day and closes_at >= day and reached >= 5
     order by 8`,
  ];
}
