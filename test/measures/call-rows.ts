import { instant } from './stage-history-rows.ts';

let made = 0;

/** An external demo of rita's, half an hour long, with one objection; recorded at once. The role is missing. */
export function call(at: string, change: object = {}) {
  made += 1;
  return {
    call_id: `call ${made}`,
    call_owner_rep_id: 'rita',
    call_type: 'demo',
    call_at: instant(at),
    duration_s: 1800,
    rep_talk_s: 700,
    customer_talk_s: 900,
    other_internal_talk_s: 0,
    is_external: true,
    objections_raised: 1,
    objections_handled: 1,
    scoring_model_version: 'v1',
    recorded_at: instant(at),
    ...change,
  };
}

/** What was written down for a call. */
export function brief(callId: string, covered: number, required: number, change: object = {}) {
  return {
    brief_id: `brief of ${callId}`,
    rep_id: 'rita',
    call_id: callId,
    created_at: instant('2026-02-10T18:00:00Z'),
    qual_topics_required: required,
    qual_topics_covered: covered,
    depth_score: 1,
    recorded_at: instant('2026-02-10T18:00:00Z'),
    ...change,
  };
}
