/** What rows of a source table must hold beyond the types and enumerations of its columns. */
export interface RowRules {
  /** Columns that name a person. */
  readonly people: readonly string[];
  /** Columns that say when something happened: never later than the run that reads them. */
  readonly happened: readonly string[];
  /** Counts, durations and amounts that are never below 0. */
  readonly atLeastZero: readonly string[];
}

const NO_RULES: RowRules = { people: [], happened: [], atLeastZero: [] };

/**
 * By table. Left out are columns that nothing is read from, such as the reps stamped on health and churn rows, and dates
 * that may well lie ahead: due, scheduled and effective ones.
 */
const rules: Readonly<Record<string, Partial<RowRules>>> = {
  quota_retirement_ledger: { people: ['rep_id'] },
  quota_store: { people: ['rep_id'], atLeastZero: ['quota_amount', 'relief_amount'] },
  comp_plans: { people: ['rep_id'], atLeastZero: ['target_value'] },
  opportunities: { happened: ['created_at', 'closed_at', 'qualified_at'], atLeastZero: ['amount'] },
  opportunity_stage_history: { people: ['owner_rep_id'], happened: ['entered_at'], atLeastZero: ['stage_order'] },
  cadence_event_log: { people: ['rep_id'], happened: ['event_at', 'flag_resolved_at'], atLeastZero: ['step_number'] },
  conv_intelligence: {
    people: ['call_owner_rep_id'],
    happened: ['call_at'],
    atLeastZero: [
      'duration_s',
      'rep_talk_s',
      'customer_talk_s',
      'other_internal_talk_s',
      'quality_score',
      'objections_raised',
      'objections_handled',
      'objection_handling_score',
      'next_step_score',
      'product_knowledge_score',
      'questions_asked',
      'open_questions',
      'qual_topics_covered',
      'qual_topics_required',
      'discovery_depth_score',
    ],
  },
  opportunity_brief_log: {
    people: ['rep_id'],
    happened: ['scored_at'],
    atLeastZero: ['stage_order', 'objectives_stated', 'objectives_executed', 'advance_score'],
  },
  discovery_brief_log: {
    people: ['rep_id'],
    happened: ['created_at'],
    atLeastZero: ['qual_topics_required', 'qual_topics_covered', 'depth_score'],
  },
  customer_health_log: {
    happened: ['score_date', 'nps_response_date', 'csat_response_date'],
    atLeastZero: ['health_score', 'nps_score', 'csat_score'],
  },
  churn_risk_log: { happened: ['event_date'], atLeastZero: ['arr', 'proximity_window_days'] },
  expansion_log: { people: ['am_rep_id'], happened: ['opened_at', 'status_at'], atLeastZero: ['expansion_arr'] },
  onboarding_log: {
    people: ['csm_rep_id'],
    happened: ['completed_date', 'cancelled_date'],
    atLeastZero: ['paused_days', 'ttv_target_days', 'ttv_achieved_days'],
  },
  qbr_log: { people: ['am_rep_id'], happened: ['completed_date', 'outcome_logged_at'] },
  quote_log: {
    people: ['rep_id'],
    happened: ['quote_date'],
    atLeastZero: ['list_amount', 'net_amount', 'term_exception_count'],
  },
  leads: { people: ['sdr_rep_id'], happened: ['created_at', 'meeting_booked_at', 'qualified_at', 'disqualified_at'] },
  accounts: { atLeastZero: ['qbr_cadence_days', 'ttv_target_days', 'ttv_achieved_days'] },
  account_ownership: { people: ['rep_id'] },
  territory_definitions: { people: ['rep_id'] },
  rep_activity: { people: ['rep_id'], happened: ['activity_date'] },
};

/** The rules of a source table. */
export function rowRules(table: string): RowRules {
  return { ...NO_RULES, ...rules[table] };
}
