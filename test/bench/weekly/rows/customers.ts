import { KNOWN, T, T_INSTANT } from '../moments.ts';

const ACCOUNTS_PER_AM = 30;
const DAY = `interval '1 day'`;

/**
 * Thirty accounts an AM, each with a CSM too, with half a year of weekly health scores, fourteen months of revenue, a
 * renewal, plays, onboardings and business reviews. `pg_temp.account` keeps them for one another.
 */
export function customerRows(): string[] {
  return [
    `create temporary table account as
     select a.*, 'acc-' || a.n as account_id, csm.rep_id as csm_id, pg_temp.pick(a.n, 0, '{retail,health,finance}') as vertical,
            date '${T}' - 200 + cast(floor(300 * pg_temp.dice(a.n, 1)) as int) as due,
            round(cast(10000 + 90000 * pg_temp.dice(a.n, 2) as numeric), 2) as arr,
            case when pg_temp.dice(a.n, 3) < 0.04 then date '${T}' - cast(300 * pg_temp.dice(a.n, 4) as int) end
              as churned_at
     from (select cast(nth as bigint) * ${ACCOUNTS_PER_AM} + k as n, rep_id as am_id, segment, level
           from rep cross join generate_series(0, ${ACCOUNTS_PER_AM} - 1) as k where role = 'AM') a
     join rep csm on csm.role = 'CSM' and csm.nth = a.n % (select count(*) from rep where role = 'CSM')`,
    'create index on account (account_id)',
    'analyze account',
    `insert into accounts (account_id, name, segment, vertical, qbr_required, renewal_date, is_active, churned_at,
                           currency, recorded_at)
     select account_id, 'Account ' || n, segment, vertical, true, due, churned_at is null, churned_at, 'USD', ${KNOWN}
     from account`,
    `insert into account_ownership (account_id, owner_role, owned_from, owned_to, rep_id, recorded_at)
     select account_id, owner_role, case when is_moved then moved_on else '2024-06-01' end, null, rep_id, ${KNOWN}
     from (select *, pg_temp.dice(n, 5) < 0.05 as is_moved, date '${T}' - 20 - cast(200 * pg_temp.dice(n, 6) as int) as moved_on
           from account) a
     cross join lateral (values ('AM', am_id), ('CSM', csm_id)) as owner (owner_role, rep_id)
     union all
     select account_id, 'AM', '2024-06-01', date '${T}' - 20 - cast(200 * pg_temp.dice(n, 6) as int), 'am-before', ${KNOWN}
     from account where pg_temp.dice(n, 5) < 0.05`,
    `insert into customer_health_log (account_id, score_date, health_score, health_tier, am_rep_id, csm_rep_id, nps_score,
                                      nps_response_date, csat_score, csat_response_date, model_version, recorded_at)
     select account_id, score_date, score,
            case when score < 35 then 'Critical' when score < 45 then 'High' when score < 60 then 'Medium' else 'Low' end,
            am_id, csm_id, least(10, 3 + floor(8 * pg_temp.dice(n + asked, 13))), date '2025-01-01' + asked,
            1 + floor(5 * pg_temp.dice(n + asked, 14)), date '2025-01-01' + asked, 'h3', ${KNOWN}
     from (
       select a.*, date '${T}' - 1 - 7 * week as score_date,
              pg_temp.score(n * 32 + week, 10, 65 + 0.3 * (13 - week) * (level - 1)) as score,
              80 * ((date '${T}' - 1 - 7 * week - date '2025-01-01') / 80) - cast(n % 70 as int) as asked
       from account a cross join generate_series(25, 0, -1) as week
     ) as scored
     order by score_date`,
    `insert into churn_risk_log (churn_event_id, account_id, event_type, event_date, arr, currency, am_rep_id, renewal_date,
                                 recorded_at)
     select 'risk-' || n || '-' || month, account_id, 'arr_snapshot', date '${T}' - 10 - 30 * month, arr,
            case when n % 10 = 0 then 'EUR' else 'USD' end, am_id, due, ${KNOWN}
     from account cross join generate_series(13, 0, -1) as month
     where (date '${T}' - 10 - 30 * month >= churned_at) is not true
     union all
     select 'contraction-' || n, account_id, 'contraction', date '${T}' - cast(350 * pg_temp.dice(n, 20) as int),
            round(arr / 5, 2), case when n % 10 = 0 then 'EUR' else 'USD' end, am_id, null, ${KNOWN}
     from account where pg_temp.dice(n, 21) < 0.1
     union all
     select 'churn-' || n, account_id, 'churn', churned_at, arr, case when n % 10 = 0 then 'EUR' else 'USD' end, am_id, null,
            ${KNOWN}
     from account where churned_at is not null`,
    `insert into opportunities (opp_id, account_id, owner_rep_id, opp_type, segment, amount, currency, created_at, closed_at,
                                is_won, renewal_due_date, recorded_at)
     select 'renewal-' || n, account_id, am_id, 'renewal', segment, arr, case when n % 10 = 0 then 'EUR' else 'USD' end,
            created_at, case when closed_at < ${T_INSTANT} then closed_at end,
            case when closed_at < ${T_INSTANT} then pg_temp.dice(n, 22) < 0.9 end, due, ${KNOWN}
     from (select *, due - (110 + 40 * pg_temp.dice(n, 23)) * ${DAY} as created_at,
                  due + (10 - 30 * pg_temp.dice(n, 24)) * ${DAY} as closed_at from account) as renewing
     where created_at < ${T_INSTANT}`,
    `create temporary table play as
     select cast(a.n as bigint) * 2 + k as n, a.account_id, a.am_id, a.segment, a.vertical,
            ${T_INSTANT} - (1 + 180 * pg_temp.dice(cast(a.n as bigint) * 2 + k, 30)) * ${DAY} as status_at,
            pg_temp.pick(cast(a.n as bigint) * 2 + k, 31, '{closed_won,closed_won,closed_lost,suppressed,open}') as status
     from account a cross join generate_series(0, 1) as k`,
    `insert into expansion_log (play_id, account_id, am_rep_id, segment, vertical, opened_at, status, status_at,
                                suppressed_by, expansion_arr, currency, recorded_at)
     select 'play-' || n, account_id, am_id, segment, vertical, status_at - 30 * ${DAY}, status, status_at,
            case when status = 'suppressed' then pg_temp.pick(n, 32, '{system,rep}') end, 4000, 'USD', ${KNOWN}
     from play`,
    `insert into opportunities (opp_id, account_id, owner_rep_id, opp_type, segment, amount, currency, created_at, closed_at,
                                is_won, recorded_at)
     select 'expansion-' || n, account_id, am_id, 'expansion', segment, 4000, 'USD', status_at - 30 * ${DAY}, status_at,
            status = 'closed_won', ${KNOWN}
     from play where status in ('closed_won', 'closed_lost')`,
    `insert into quote_log (quote_id, version, opp_id, rep_id, segment, quote_type, quote_date, status, list_amount,
                            net_amount, currency, term_exception_count, recorded_at)
     select 'expansion-quote-' || n, 1, 'expansion-' || n, am_id, segment, 'expansion', cast(status_at as date) - 5, 'accepted',
            5000, round(cast(5000 - 1500 * pg_temp.dice(n, 33) as numeric), 2), 'USD',
            case when pg_temp.dice(n, 34) < 0.2 then 1 else 0 end, ${KNOWN}
     from play where status = 'closed_won'`,
    `insert into onboarding_log (onboarding_id, milestone_id, account_id, csm_rep_id, start_date, milestone_name,
                                 target_date, completed_date, paused_days, is_ttv_milestone, ttv_target_days,
                                 ttv_achieved_days, status, recorded_at)
     select 'onb-' || n, 'm' || m, account_id, csm_id, start_date, 'Milestone ' || m, start_date + 15 * m,
            case when start_date + 15 * m + late < '${T}' then start_date + 15 * m + late end, 0, m = 3, 45,
            case when start_date + 45 + late < '${T}' then 45 + late end,
            case when start_date + 15 * m + late < '${T}' then 'achieved' else 'in_progress' end, ${KNOWN}
     from (select *, date '${T}' - cast(170 * pg_temp.dice(n, 35) as int) - 1 as start_date,
                  cast(12 * pg_temp.dice(n, 36) as int) - 8 as late from account where n % 2 = 0) as started
     cross join generate_series(1, 5) as m`,
    `insert into qbr_log (qbr_id, account_id, am_rep_id, csm_rep_id, due_date, scheduled_date, completed_date, status,
                          outcome, outcome_logged_by, outcome_logged_at, recorded_at)
     select 'qbr-' || n || '-' || k, account_id, am_id, csm_id, due_on, due_on - 10, held_on,
            case when held_on is null then 'due' else 'completed' end, outcome,
            case when outcome is not null then csm_id end, held_on + interval '1 day', ${KNOWN}
     from (
       select *, case when due_on + delay < date '${T}' - 2 then due_on + delay end as held_on,
              case when delay < 15 and due_on < date '${T}' - 25
                   then pg_temp.pick(n * 4 + k, 38, '{positive,positive,neutral,negative}') end as outcome
       from (select a.*, k, date '${T}' - 90 * k - cast(n % 60 as int) as due_on,
                    cast(18 * pg_temp.dice(n * 4 + k, 37) as int) as delay
             from account a cross join generate_series(0, 2) as k) as owed
     ) as reviews`,
  ];
}
