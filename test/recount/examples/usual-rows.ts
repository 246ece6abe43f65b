import { LONG_KNOWN } from '../generated/moments.ts';
import type {
  AccountRow,
  CadenceRow,
  CallRow,
  HealthRow,
  OnboardingRow,
  OpportunityRow,
  PlayRow,
  QuoteRow,
  ReviewRow,
  StageBriefRow,
} from '../rows.ts';
import { at } from './local-time.ts';

/* What a row of an example holds where the example does not speak of it. */

export const USUAL_CALL: Omit<CallRow, 'call_id' | 'call_owner_rep_id' | 'call_owner_role' | 'call_at'> = {
  call_type: 'discovery',
  duration_s: 1800,
  rep_talk_s: 600,
  customer_talk_s: 600,
  other_internal_talk_s: 0,
  is_external: true,
  objections_raised: 1,
  objections_handled: 1,
  objection_handling_score: null,
  next_step_score: null,
  product_knowledge_score: null,
  sentiment_score: null,
  qual_topics_covered: null,
  qual_topics_required: null,
  discovery_depth_score: null,
  scoring_model_version: 'v1',
  recorded_at: LONG_KNOWN,
};

export const USUAL_OPPORTUNITY: Omit<OpportunityRow, 'opp_id' | 'account_id' | 'owner_rep_id'> = {
  opp_type: 'new_business',
  segment: 'enterprise',
  amount: 1000,
  currency: 'USD',
  created_at: at('2025-06-02'),
  closed_at: null,
  is_won: null,
  renewal_due_date: null,
  qualification_status: null,
  qualified_at: null,
  recorded_at: LONG_KNOWN,
};

export const USUAL_BRIEF: Omit<
  StageBriefRow,
  'brief_id' | 'opp_id' | 'rep_id' | 'stage_order' | 'objectives_stated' | 'objectives_executed'
> = {
  brief_date: '2026-02-02',
  advance_score: null,
  scored_at: at('2026-02-03'),
  recorded_at: LONG_KNOWN,
};

export const USUAL_QUOTE: Omit<
  QuoteRow,
  'quote_id' | 'opp_id' | 'rep_id' | 'quote_type' | 'list_amount' | 'net_amount'
> = {
  version: 1,
  segment: 'enterprise',
  quote_date: '2026-01-20',
  status: 'accepted',
  currency: 'USD',
  term_exception_count: 0,
  recorded_at: LONG_KNOWN,
};

export const USUAL_ACCOUNT: Omit<AccountRow, 'account_id' | 'name'> = {
  segment: 'enterprise',
  vertical: 'retail',
  qbr_required: true,
  renewal_date: null,
  is_active: true,
  churned_at: null,
  currency: 'USD',
  recorded_at: LONG_KNOWN,
};

export const USUAL_HEALTH: Omit<HealthRow, 'account_id' | 'score_date' | 'health_score'> = {
  health_tier: 'Low',
  nps_score: null,
  nps_response_date: null,
  csat_score: null,
  csat_response_date: null,
  model_version: 'v1',
  recorded_at: LONG_KNOWN,
};

export const USUAL_PLAY: Omit<PlayRow, 'play_id' | 'account_id' | 'am_rep_id' | 'status' | 'status_at'> = {
  segment: 'enterprise',
  vertical: 'retail',
  opened_at: at('2025-06-02'),
  suppressed_by: null,
  expansion_arr: null,
  currency: 'USD',
  effective_date: null,
  recorded_at: LONG_KNOWN,
};

export const USUAL_REVIEW: Omit<
  ReviewRow,
  'qbr_id' | 'account_id' | 'am_rep_id' | 'due_date' | 'scheduled_date' | 'completed_date' | 'outcome_logged_at'
> = {
  status: 'completed',
  rescheduled_due_date: null,
  outcome: 'positive',
  outcome_logged_by: 'the CSM',
  recorded_at: LONG_KNOWN,
};

export const USUAL_MILESTONE: Omit<
  OnboardingRow,
  'onboarding_id' | 'milestone_id' | 'account_id' | 'csm_rep_id' | 'target_date' | 'completed_date'
> = {
  start_date: '2025-11-03',
  milestone_name: 'Go live',
  paused_days: 0,
  is_ttv_milestone: false,
  ttv_target_days: 60,
  ttv_achieved_days: null,
  status: 'in_progress',
  cancelled_date: null,
  recorded_at: LONG_KNOWN,
};

export const USUAL_EVENT: Omit<CadenceRow, 'event_id' | 'rep_id' | 'enrollment_id' | 'event_type' | 'event_at'> = {
  contact_id: 'somebody',
  cadence_id: 'spring',
  cadence_type: 'cold',
  step_number: 1,
  channel: 'email',
  ref_event_id: null,
  meeting_id: null,
  is_duplicate: false,
  flag_code: null,
  flag_severity: null,
  flag_recommendation: null,
  flag_resolved_at: null,
  recorded_at: LONG_KNOWN,
};
