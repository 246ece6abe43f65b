import { KNOWN, T_INSTANT } from '../moments.ts';

const ENROLLMENTS_PER_SDR = 460;
const DAY = `interval '1 day'`;

/** What becomes of an enrollment: which share of them has the event, after which touch, and how long after it. */
const OUTCOMES = [
  { type: 'reply', share: 0.12, throws: 50, after: '1.3' },
  { type: 'auto_reply', share: 0.08, throws: 52, after: '0.1' },
  { type: 'meeting_booked', share: 0.05, throws: 54, after: '2.1' },
  { type: 'opt_out', share: 0.02, throws: 56, after: '0.4' },
  { type: 'ai_flag', share: 0.03, throws: 58, after: '0.2' },
];

/**
 * SDRs' cadences over fifteen weeks: enrollments of three touches, of which some bounce, are answered or lead to a meeting,
 * and the leads behind them. `pg_temp.enrollment` keeps them for one another.
 */
export function outreachRows(): string[] {
  const outcomes = OUTCOMES.map(
    ({ type, share, throws, after }) => `
       select e.*, 1 + cast(floor(3 * pg_temp.dice(n, ${throws})) as int), '${type}', n * 100 + ${throws},
              started_at + 3 * ${DAY} * floor(3 * pg_temp.dice(n, ${throws})) + ${after} * ${DAY}, null
       from enrollment e where pg_temp.dice(n, ${throws + 1}) < ${share}`,
  );
  return [
    `create temporary table enrollment as
     select n, rep_id, 'enr-' || n as enrollment_id, pg_temp.pick(n, 45, '{cold,cold,cold,cold,cold,warm}') as cadence_type,
            ${T_INSTANT} - (1 + 105 * pg_temp.dice(n, 46)) * ${DAY} as started_at
     from (select rep_id, cast(nth as bigint) * ${ENROLLMENTS_PER_SDR} + k as n
           from rep cross join generate_series(0, ${ENROLLMENTS_PER_SDR} - 1) as k
           where role = 'SDR') as numbered`,
    'analyze enrollment',
    `insert into cadence_event_log (event_id, rep_id, contact_id, enrollment_id, cadence_id, cadence_type, step_number,
                                    channel, event_type, event_at, ref_event_id, reply_class, meeting_id, flag_code,
                                    flag_severity, flag_recommendation, flag_resolved_at, recorded_at)
     select 'ev-' || id, rep_id, 'contact-' || n, enrollment_id, 'cadence-' || cadence_type, cadence_type, step, 'email',
            type, event_at, ref, case when type = 'reply' then pg_temp.pick(n, 60, '{positive,neutral,negative,objection}') end,
            case when type = 'meeting_booked' then 'meeting-' || n end,
            case when type = 'ai_flag' then 'FLAG_' || n % 7 end,
            case when type = 'ai_flag' then pg_temp.pick(n, 61, '{low,medium,high}') end,
            case when type = 'ai_flag' then 'Shorten the first message.' end,
            case when type = 'ai_flag' and pg_temp.dice(n, 62) < 0.9 then event_at + 3 * ${DAY} end,
            event_at + interval '10 minutes'
     from (
       select e.*, step, 'touch_sent' as type, n * 100 + step as id, started_at + 3 * ${DAY} * (step - 1) as event_at,
              null as ref
       from enrollment e cross join generate_series(1, 3) as step
       union all
       select e.*, step, 'bounced', n * 100 + 10 + step, started_at + 3 * ${DAY} * (step - 1) + interval '1 minute',
              'ev-' || n * 100 + step
       from enrollment e cross join generate_series(1, 3) as step
       where pg_temp.dice(n * 3 + step, 47) < 0.03
       union all${outcomes.join('\n       union all')}
     ) as events
     where event_at < ${T_INSTANT}
     order by event_at`,
    `insert into leads (lead_id, contact_id, sdr_rep_id, created_at, meeting_id, meeting_booked_at, converted_opp_id,
                        recorded_at)
     select 'lead-' || e.n, 'contact-' || e.n, e.rep_id, e.started_at, m.meeting_id, m.event_at,
            case when m.meeting_id is not null and pg_temp.dice(e.n, 63) < 0.6 then 'sourced-' || e.n end, ${KNOWN}
     from enrollment e
     left join cadence_event_log m on m.meeting_id = 'meeting-' || e.n
     where m.meeting_id is not null or e.n % 4 = 0`,
    `insert into opportunities (opp_id, account_id, owner_rep_id, sourced_by_rep_id, opp_type, segment, amount, currency,
                                created_at, qualification_status, qualified_at, recorded_at)
     select converted_opp_id, 'prospect-of-' || lead_id, sdr_rep_id, sdr_rep_id, 'new_business', 'smb', 20000, 'USD',
            meeting_booked_at + ${DAY}, status, case when status = 'accepted' then meeting_booked_at + 9 * ${DAY} end, ${KNOWN}
     from (select *, pg_temp.pick(hashtext(lead_id), 64, '{accepted,accepted,rejected,pending}') as status
           from leads where converted_opp_id is not null) as converted`,
  ];
}
