import { bool, currency, date, int, money, nullable, numeric, oneOf, text, timestamp } from '../column.ts';
import { sourceTable } from '../source-table.ts';

export const opportunities = sourceTable('opportunities', {
  rowIs: 'opportunity',
  key: ['opp_id'],
  columns: {
    opp_id: text,
    account_id: text,
    owner_rep_id: text,
    sourced_by_rep_id: nullable(text),
    opp_type: oneOf('new_business', 'expansion', 'renewal'),
    segment: text,
    amount: money,
    currency,
    created_at: timestamp,
    close_date: nullable(date),
    closed_at: nullable(timestamp),
    is_won: nullable(bool),
    renewal_due_date: nullable(date),
    forecast_category: nullable(text),
    qualification_status: nullable(oneOf('pending', 'accepted', 'rejected')),
    qualified_at: nullable(timestamp),
  },
  indexes: [['created_at'], ['closed_at'], ['account_id', 'opp_type'], ['renewal_due_date'], ['owner_rep_id']],
});

export const opportunityStageHistory = sourceTable('opportunity_stage_history', {
  rowIs: 'change of stage, status or owner',
  key: ['opp_id', 'seq'],
  columns: {
    opp_id: text,
    seq: int,
    stage_order: nullable(int),
    status: oneOf('open', 'won', 'lost'),
    entered_at: timestamp,
    owner_rep_id: text,
  },
  indexes: [['entered_at', 'owner_rep_id']],
});

export const opportunityBriefLog = sourceTable('opportunity_brief_log', {
  rowIs: 'brief',
  key: ['brief_id'],
  columns: {
    brief_id: text,
    opp_id: text,
    rep_id: text,
    stage_order: int,
    brief_date: date,
    objectives_stated: int,
    objectives_executed: int,
    advance_score: nullable(numeric),
    scored_at: nullable(timestamp),
  },
  indexes: [
    ['opp_id', 'stage_order'],
    ['brief_date', 'rep_id'],
  ],
});

export const quoteLog = sourceTable('quote_log', {
  rowIs: 'quote version',
  key: ['quote_id', 'version'],
  columns: {
    quote_id: text,
    version: int,
    opp_id: text,
    rep_id: text,
    segment: text,
    quote_type: oneOf('new', 'expansion', 'renewal'),
    quote_date: date,
    status: oneOf('draft', 'sent', 'accepted', 'rejected', 'expired'),
    list_amount: money,
    net_amount: money,
    currency,
    term_exception_count: int,
  },
  indexes: [['opp_id'], ['quote_date', 'rep_id']],
});
