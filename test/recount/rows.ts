/* Rows of the source and reference tables as plain objects: dates and instants as texts, money as numbers. */

export type Role = 'AE' | 'AM' | 'CSM' | 'SDR';

type Recorded = { recorded_at: string };

export type PersonRow = {
  person_id: string;
  full_name: string;
  email: string;
  time_zone: string;
  deactivated_at: string | null;
};
export type ProfileRow = { rep_id: string; hire_date: string; ramp_end_date: string | null };
export type AbsenceRow = { rep_id: string; from_date: string; to_date: string; kind: string };
export type QuarterRow = { fiscal_quarter: string; fiscal_year: string; start_date: string; end_date: string };
export type RateRow = { currency: string; fiscal_year: string; plan_rate: number };
export type CalendarRow = { calendar_id: string; weekend_days: number[] };
export type HolidayRow = { calendar_id: string; holiday_date: string; name: string };
export type TerritoryRow = Recorded & {
  territory_id: string;
  effective_from: string;
  effective_to: string | null;
  name: string;
  segment: string;
  region: string;
  country: string;
  holiday_calendar_id: string;
  role: Role;
  rep_id: string;
};
export type ActivityRow = Recorded & {
  activity_id: string;
  rep_id: string;
  role: Role;
  activity_date: string;
  activity_type: string;
};
export type LedgerRow = Recorded & {
  ledger_id: string;
  rep_id: string;
  opp_id: string | null;
  fiscal_quarter: string;
  entry_type: 'closed_credit' | 'clawback' | 'adjustment' | 'commit';
  amount: number;
  currency: string;
  effective_date: string;
};
export type QuotaRow = Recorded & {
  rep_id: string;
  fiscal_quarter: string;
  effective_from: string;
  effective_to: string;
  quota_amount: number;
  relief_amount: number;
  currency: string;
  pace_weights: number[] | null;
};
export type PlanRow = Recorded & {
  plan_id: string;
  role: Role;
  rep_id: string | null;
  segment: string | null;
  activity_metric: string;
  target_value: number;
  effective_from: string;
  effective_to: string | null;
};
export type OpportunityRow = Recorded & {
  opp_id: string;
  account_id: string;
  owner_rep_id: string;
  opp_type: 'new_business' | 'expansion' | 'renewal';
  segment: string;
  amount: number;
  currency: string;
  created_at: string;
  closed_at: string | null;
  is_won: boolean | null;
  renewal_due_date: string | null;
  qualification_status: 'pending' | 'accepted' | 'rejected' | null;
  qualified_at: string | null;
};
export type HistoryRow = Recorded & {
  opp_id: string;
  seq: number;
  stage_order: number | null;
  status: 'open' | 'won' | 'lost';
  entered_at: string;
  owner_rep_id: string;
};
export type CadenceRow = Recorded & {
  event_id: string;
  rep_id: string;
  contact_id: string | null;
  enrollment_id: string | null;
  cadence_id: string;
  cadence_type: string;
  step_number: number | null;
  channel: string | null;
  event_type: string;
  event_at: string;
  ref_event_id: string | null;
  meeting_id: string | null;
  is_duplicate: boolean;
  flag_code: string | null;
  flag_severity: string | null;
  flag_recommendation: string | null;
  flag_resolved_at: string | null;
};
export type CallRow = Recorded & {
  call_id: string;
  call_owner_rep_id: string;
  call_owner_role: Role;
  call_type: string;
  call_at: string;
  duration_s: number;
  rep_talk_s: number;
  customer_talk_s: number;
  other_internal_talk_s: number;
  is_external: boolean;
  objections_raised: number;
  objections_handled: number;
  objection_handling_score: number | null;
  next_step_score: number | null;
  product_knowledge_score: number | null;
  sentiment_score: number | null;
  qual_topics_covered: number | null;
  qual_topics_required: number | null;
  discovery_depth_score: number | null;
  scoring_model_version: string;
};
export type StageBriefRow = Recorded & {
  brief_id: string;
  opp_id: string;
  rep_id: string;
  stage_order: number;
  brief_date: string;
  objectives_stated: number;
  objectives_executed: number;
  advance_score: number | null;
  scored_at: string | null;
};
export type DiscoveryBriefRow = Recorded & {
  brief_id: string;
  rep_id: string;
  call_id: string | null;
  created_at: string;
  qual_topics_required: number;
  qual_topics_covered: number;
};
export type HealthRow = Recorded & {
  account_id: string;
  score_date: string;
  health_score: number;
  health_tier: 'Low' | 'Medium' | 'High' | 'Critical';
  nps_score: number | null;
  nps_response_date: string | null;
  csat_score: number | null;
  csat_response_date: string | null;
  model_version: string;
};
export type ChurnRow = Recorded & {
  churn_event_id: string;
  account_id: string;
  event_type: 'arr_snapshot' | 'risk_update' | 'contraction' | 'churn';
  event_date: string;
  arr: number;
  currency: string;
  renewal_date: string | null;
  proximity_window_days: number;
};
export type PlayRow = Recorded & {
  play_id: string;
  account_id: string;
  am_rep_id: string;
  segment: string;
  vertical: string;
  opened_at: string;
  status: 'open' | 'closed_won' | 'closed_lost' | 'suppressed';
  status_at: string;
  suppressed_by: 'system' | 'rep' | null;
  expansion_arr: number | null;
  currency: string;
  effective_date: string | null;
};
export type OnboardingRow = Recorded & {
  onboarding_id: string;
  milestone_id: string;
  account_id: string;
  csm_rep_id: string;
  start_date: string;
  milestone_name: string;
  target_date: string;
  completed_date: string | null;
  paused_days: number;
  is_ttv_milestone: boolean;
  ttv_target_days: number;
  ttv_achieved_days: number | null;
  status: 'in_progress' | 'achieved' | 'cancelled';
  cancelled_date: string | null;
};
export type ReviewRow = Recorded & {
  qbr_id: string;
  account_id: string;
  am_rep_id: string;
  due_date: string;
  scheduled_date: string | null;
  completed_date: string | null;
  status: 'due' | 'scheduled' | 'completed' | 'cancelled_customer' | 'cancelled_internal';
  rescheduled_due_date: string | null;
  outcome: 'positive' | 'neutral' | 'negative' | null;
  outcome_logged_by: string | null;
  outcome_logged_at: string | null;
};
export type QuoteRow = Recorded & {
  quote_id: string;
  version: number;
  opp_id: string;
  rep_id: string;
  segment: string;
  quote_type: 'new' | 'expansion' | 'renewal';
  quote_date: string;
  status: 'draft' | 'sent' | 'accepted' | 'rejected' | 'expired';
  list_amount: number;
  net_amount: number;
  currency: string;
  term_exception_count: number;
};
export type LeadRow = Recorded & {
  lead_id: string;
  sdr_rep_id: string;
  created_at: string;
  meeting_id: string | null;
  meeting_booked_at: string | null;
  converted_opp_id: string | null;
};
export type AccountRow = Recorded & {
  account_id: string;
  name: string;
  segment: string;
  vertical: string;
  qbr_required: boolean;
  renewal_date: string | null;
  is_active: boolean;
  churned_at: string | null;
  currency: string;
};
export type OwnershipRow = Recorded & {
  account_id: string;
  owner_role: 'AM' | 'CSM';
  owned_from: string;
  rep_id: string;
  owned_to: string | null;
};

/** The whole organisation, table by table, in an order in which it can be loaded. */
export type Organisation = {
  person: PersonRow[];
  rep_profile: ProfileRow[];
  rep_absence: AbsenceRow[];
  fiscal_calendar: QuarterRow[];
  fx_rate: RateRow[];
  business_calendar: CalendarRow[];
  holiday: HolidayRow[];
  territory_definitions: TerritoryRow[];
  rep_activity: ActivityRow[];
  quota_retirement_ledger: LedgerRow[];
  quota_store: QuotaRow[];
  comp_plans: PlanRow[];
  opportunities: OpportunityRow[];
  opportunity_stage_history: HistoryRow[];
  cadence_event_log: CadenceRow[];
  conv_intelligence: CallRow[];
  opportunity_brief_log: StageBriefRow[];
  discovery_brief_log: DiscoveryBriefRow[];
  customer_health_log: HealthRow[];
  churn_risk_log: ChurnRow[];
  expansion_log: PlayRow[];
  onboarding_log: OnboardingRow[];
  qbr_log: ReviewRow[];
  quote_log: QuoteRow[];
  leads: LeadRow[];
  accounts: AccountRow[];
  account_ownership: OwnershipRow[];
};
