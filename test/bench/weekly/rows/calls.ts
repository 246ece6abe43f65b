import { KNOWN, T_INSTANT } from '../moments.ts';

const CALLS_PER_REP = 130;

/** Nine calls a week for everybody, of the types that go with the role, and the briefs of SDRs' discovery calls. */
export function callRows(): string[] {
  return [
    `insert into conv_intelligence (call_id, call_owner_rep_id, call_owner_role, call_type, call_at, duration_s, rep_talk_s,
                                    customer_talk_s, other_internal_talk_s, is_external, objections_raised,
                                    objections_handled, objection_handling_score, next_step_score,
                                    product_knowledge_score, sentiment_score, qual_topics_covered, qual_topics_required,
                                    discovery_depth_score, scoring_model_version, recording_url, recorded_at)
     select 'call-' || n, rep_id, role,
            pg_temp.pick(n, 1, case role when 'AE' then array['discovery', 'demo', 'negotiation']
                                         when 'AM' then array['expansion', 'renewal', 'qbr']
                                         when 'CSM' then array['onboarding', 'qbr', 'expansion', 'support']
                                         else array['discovery'] end),
            call_at, seconds, cast(seconds * (0.3 + 0.3 * pg_temp.dice(n, 3)) as int), cast(seconds * 0.35 as int),
            cast(seconds * 0.05 as int), pg_temp.dice(n, 4) < 0.95, objections, objections,
            case when objections > 0 then pg_temp.score(n, 6, 62 * level) end, pg_temp.score(n, 9, 60 * level),
            pg_temp.score(n, 12, 65 * level), cast(round(cast(pg_temp.dice(n, 15) - 0.3 as numeric), 2) as numeric),
            cast(floor(6 * pg_temp.dice(n, 16)) as int), 5, pg_temp.score(n, 17, 58 * level),
            case when n % 50 = 0 then 'v1' else 'v2' end, 'https://calls.example.com/' || n, ${KNOWN}
     from (
       select r.rep_id, r.role, r.level, c.n, ${T_INSTANT} - (0.1 + 98 * pg_temp.dice(c.n, 0)) * interval '1 day' as call_at,
              600 + cast(1800 * pg_temp.dice(c.n, 2) as int) as seconds,
              cast(floor(3 * pg_temp.dice(c.n, 5)) as int) as objections
       from rep r
       cross join generate_series(0, ${CALLS_PER_REP} - 1) as k
       cross join lateral (select cast(r.n as bigint) * ${CALLS_PER_REP} + k as n) c
     ) as calls
     order by call_at`,
    `insert into discovery_brief_log (brief_id, rep_id, call_id, created_at, qual_topics_required, qual_topics_covered,
                                      recorded_at)
     select 'brief-' || call_id, call_owner_rep_id, call_id, call_at + interval '1 hour', 6,
            cast(floor(7 * pg_temp.dice(hashtext(call_id), 20)) as int), ${KNOWN}
     from conv_intelligence
     where call_owner_role = 'SDR' and pg_temp.dice(hashtext(call_id), 21) < 0.3`,
  ];
}
