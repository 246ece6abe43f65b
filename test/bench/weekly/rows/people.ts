import { KNOWN, T } from '../moments.ts';

/**
 * The reps, with the calendars and plans that measuring them needs: eight of twenty are AEs, four AMs, three CSMs and
 * five SDRs. `pg_temp.rep` is what the other tables are generated from; `nth` counts within the role, from 0.
 */
export function peopleRows(reps: number): string[] {
  return [
    `create temporary table rep as
     select n, r.role, lower(r.role) || '-' || lpad(cast(n as text), 6, '0') as rep_id,
            pg_temp.pick(n, 0, '{enterprise,midmarket}') as segment, 0.85 + 0.3 * pg_temp.dice(n, 1) as level,
            cast(row_number() over (partition by r.role order by n) - 1 as int) as nth
     from generate_series(1, ${reps}) as n
     cross join lateral (
       select case when n % 20 < 8 then 'AE' when n % 20 < 12 then 'AM' when n % 20 < 15 then 'CSM' else 'SDR' end as role
     ) r`,
    'alter table rep add primary key (role, nth)',
    'analyze rep',
    `insert into person (person_id, full_name, email, time_zone)
     select rep_id, 'Rep ' || n, rep_id || '@example.com', 'America/New_York' from rep`,
    `insert into rep_profile (rep_id, hire_date)
     select rep_id, date '${T}' - case when pg_temp.dice(n, 2) < 0.04 then 45 else 700 end from rep`,
    `insert into rep_absence (rep_id, from_date, to_date, kind)
     select rep_id, from_date, from_date + 7, 'leave'
     from (select rep_id, date '${T}' - 7 - cast(80 * pg_temp.dice(n, 3) as int) as from_date
           from rep where pg_temp.dice(n, 4) < 0.2) as away`,
    `insert into fiscal_calendar (fiscal_quarter, fiscal_year, start_date, end_date)
     select 'FY' || to_char(start, 'YY') || '-Q' || to_char(start, 'Q'), 'FY' || to_char(start, 'YY'), start,
            start + interval '3 months'
     from generate_series(timestamp '2025-01-01', timestamp '2026-10-01', interval '3 months') as start`,
    `insert into fx_rate (currency, fiscal_year, plan_rate) values ('EUR', 'FY25', 1.05), ('EUR', 'FY26', 1.1)`,
    `insert into holiday (calendar_id, holiday_date, name)
     values ('US', '2025-12-25', 'Christmas'), ('US', '2026-01-01', 'New Year'), ('US', '2026-02-16', 'Presidents Day')`,
    `insert into territory_definitions (territory_id, effective_from, name, segment, region, country,
                                        holiday_calendar_id, role, rep_id, recorded_at)
     select 't-' || rep_id, '2024-01-01', 'Territory ' || n, segment, 'East', 'US', 'US', role, rep_id, ${KNOWN}
     from rep`,
    `insert into rep_activity (activity_id, rep_id, role, activity_date, activity_type, recorded_at)
     select rep_id || '-' || k, rep_id, role, date '${T}' - 8 * k - 1, 'task', ${KNOWN}
     from generate_series(48, 0, -1) as k cross join rep`,
    `insert into comp_plans (plan_id, role, segment, activity_metric, target_value, effective_from, recorded_at)
     select 'plan-' || segment, 'SDR', segment, 'touches_per_business_day', target, '2025-01-01', ${KNOWN}
     from (values ('enterprise', 14), ('midmarket', 16)) as p (segment, target)`,
    `insert into quota_store (rep_id, fiscal_quarter, effective_from, effective_to, quota_amount, currency, recorded_at)
     select rep_id, fiscal_quarter, start_date, end_date, 450000, 'USD', ${KNOWN}
     from rep cross join fiscal_calendar
     where role = 'AE' and start_date between '2025-07-01' and '${T}'`,
  ];
}
