import { currency, date, money, nullable, numeric, numericList, oneOf, text, withDefault } from '../column.ts';
import { sourceTable } from '../source-table.ts';

export const quotaRetirementLedger = sourceTable('quota_retirement_ledger', {
  rowIs: 'credit or commit line',
  key: ['ledger_id'],
  columns: {
    ledger_id: text,
    rep_id: text,
    opp_id: nullable(text),
    fiscal_quarter: text,
    entry_type: oneOf('closed_credit', 'clawback', 'adjustment', 'commit'),
    amount: money,
    currency,
    effective_date: date,
    expected_close_date: nullable(date),
  },
  indexes: [['fiscal_quarter', 'rep_id', 'entry_type', 'effective_date'], ['effective_date', 'rep_id'], ['opp_id']],
});

export const quotaStore = sourceTable('quota_store', {
  rowIs: 'rep x quarter x slice',
  key: ['rep_id', 'fiscal_quarter', 'effective_from'],
  columns: {
    rep_id: text,
    fiscal_quarter: text,
    effective_from: date,
    effective_to: date,
    quota_amount: money,
    relief_amount: withDefault(money, '0'),
    currency,
    pace_weights: nullable(numericList),
  },
  indexes: [['fiscal_quarter', 'rep_id']],
});

export const compPlans = sourceTable('comp_plans', {
  rowIs: 'target',
  key: ['plan_id'],
  columns: {
    plan_id: text,
    role: text,
    rep_id: nullable(text),
    segment: nullable(text),
    activity_metric: text,
    target_value: numeric,
    effective_from: date,
    effective_to: nullable(date),
  },
  indexes: [['activity_metric', 'effective_from']],
});
