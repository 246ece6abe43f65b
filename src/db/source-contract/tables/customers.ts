import { bool, currency, date, int, money, nullable, numeric, oneOf, text, timestamp, withDefault } from '../column.ts';
import { sourceTable } from '../source-table.ts';

export const accounts = sourceTable('accounts', {
  rowIs: 'account',
  key: ['account_id'],
  columns: {
    account_id: text,
    name: text,
    segment: text,
    vertical: text,
    territory_id: nullable(text),
    qbr_required: bool,
    qbr_cadence_days: nullable(int),
    renewal_date: nullable(date),
    ttv_target_days: nullable(int),
    ttv_achieved_days: nullable(int),
    is_active: bool,
    churned_at: nullable(date),
    currency,
  },
  indexes: [],
});

export const accountOwnership = sourceTable('account_ownership', {
  rowIs: 'owner stretch',
  key: ['account_id', 'owner_role', 'owned_from'],
  columns: {
    account_id: text,
    owner_role: oneOf('AM', 'CSM'),
    owned_from: date,
    rep_id: text,
    owned_to: nullable(date),
  },
  indexes: [['rep_id', 'owner_role']],
});

export const customerHealthLog = sourceTable('customer_health_log', {
  rowIs: 'account x score date',
  key: ['account_id', 'score_date'],
  columns: {
    account_id: text,
    score_date: date,
    health_score: numeric,
    health_tier: oneOf('Low', 'Medium', 'High', 'Critical'),
    am_rep_id: nullable(text),
    csm_rep_id: nullable(text),
    nps_score: nullable(numeric),
    nps_response_date: nullable(date),
    csat_score: nullable(numeric),
    csat_response_date: nullable(date),
    model_version: text,
  },
  indexes: [['score_date'], ['nps_response_date'], ['csat_response_date']],
});

export const churnRiskLog = sourceTable('churn_risk_log', {
  rowIs: 'account event',
  key: ['churn_event_id'],
  columns: {
    churn_event_id: text,
    account_id: text,
    event_type: oneOf('arr_snapshot', 'risk_update', 'contraction', 'churn'),
    event_date: date,
    arr: money,
    currency,
    am_rep_id: nullable(text),
    renewal_date: nullable(date),
    proximity_window_days: withDefault(int, '120'),
    risk_tier: nullable(text),
  },
  indexes: [
    ['account_id', 'event_date'],
    ['event_date', 'event_type'],
  ],
});

export const expansionLog = sourceTable('expansion_log', {
  rowIs: 'play',
  key: ['play_id'],
  columns: {
    play_id: text,
    account_id: text,
    am_rep_id: text,
    segment: text,
    vertical: text,
    opened_at: timestamp,
    status: oneOf('open', 'closed_won', 'closed_lost', 'suppressed'),
    status_at: timestamp,
    suppressed_by: nullable(oneOf('system', 'rep')),
    expansion_arr: nullable(money),
    currency,
    effective_date: nullable(date),
  },
  indexes: [
    ['status_at', 'am_rep_id'],
    ['account_id', 'effective_date'],
  ],
});

export const onboardingLog = sourceTable('onboarding_log', {
  rowIs: 'onboarding x milestone',
  key: ['onboarding_id', 'milestone_id'],
  columns: {
    onboarding_id: text,
    milestone_id: text,
    account_id: text,
    csm_rep_id: text,
    start_date: date,
    milestone_name: text,
    target_date: date,
    completed_date: nullable(date),
    paused_days: withDefault(int, '0'),
    is_ttv_milestone: bool,
    ttv_target_days: int,
    ttv_achieved_days: nullable(int),
    status: oneOf('in_progress', 'achieved', 'cancelled'),
    cancelled_date: nullable(date),
  },
  indexes: [
    ['target_date', 'csm_rep_id'],
    ['start_date', 'csm_rep_id'],
  ],
});

export const qbrLog = sourceTable('qbr_log', {
  rowIs: 'obligation or meeting',
  key: ['qbr_id'],
  columns: {
    qbr_id: text,
    account_id: text,
    am_rep_id: text,
    csm_rep_id: nullable(text),
    due_date: date,
    scheduled_date: nullable(date),
    completed_date: nullable(date),
    status: oneOf('due', 'scheduled', 'completed', 'cancelled_customer', 'cancelled_internal'),
    rescheduled_due_date: nullable(date),
    outcome: nullable(oneOf('positive', 'neutral', 'negative')),
    outcome_logged_by: nullable(text),
    outcome_logged_at: nullable(timestamp),
  },
  indexes: [
    ['due_date', 'am_rep_id'],
    ['completed_date', 'am_rep_id'],
  ],
});
